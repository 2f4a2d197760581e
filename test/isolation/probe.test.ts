import { EventEmitter } from 'node:events'
import { describe, expect, it } from 'vitest'
import { judge as judgeCommand } from './mongodb-shapes.ts'
import { probeMongo } from './probe-mongodb.ts'
import { judge as judgeStatement } from './sqlite-shapes.ts'

const ORG = { orgId: { $eq: 'o' } }
const NAME = { name: { $eq: 'x' } }

describe('the wire probe of MongoDB', () => {
  it.each<[string, string, Record<string, unknown>]>([
    ['a find without an organization', 'find', { find: 'c', filter: NAME }],
    ['an empty filter', 'find', { find: 'c', filter: {} }],
    ['the organization inside of an or', 'find', { find: 'c', filter: { $or: [ORG, NAME] } }],
    ['an or beside the organization', 'find', { find: 'c', filter: { ...ORG, $or: [NAME] } }],
    ['the organization as an operator', 'find', { find: 'c', filter: { orgId: { $ne: null } } }],
    ['several organizations', 'find', { find: 'c', filter: { orgId: { $in: ['o', 'p'] } } }],
    ['an empty organization', 'find', { find: 'c', filter: { orgId: { $eq: '' } } }],
    [
      'another organization in the condition',
      'find',
      { find: 'c', filter: { ...ORG, $and: [{ orgId: { $eq: 'p' } }] } },
    ],
    ['a condition with code', 'find', { find: 'c', filter: { ...ORG, $and: [{ $where: '1' }] } }],
    [
      'an operator as a value',
      'find',
      { find: 'c', filter: { ...ORG, $and: [{ name: { $eq: { $ne: null } } }] } },
    ],
    ['a collation', 'find', { find: 'c', filter: ORG, collation: { locale: 'en', strength: 1 } }],
    ['a comment that is no reason', 'find', { find: 'c', filter: ORG, comment: 'hello' }],
    [
      'a match that is not first',
      'aggregate',
      { aggregate: 'c', pipeline: [{ $limit: 1 }, { $match: ORG }], cursor: {} },
    ],
    [
      'a join',
      'aggregate',
      { aggregate: 'c', pipeline: [{ $match: ORG }, { $lookup: { from: 'd' } }], cursor: {} },
    ],
    [
      'a union',
      'aggregate',
      { aggregate: 'c', pipeline: [{ $match: ORG }, { $unionWith: 'd' }], cursor: {} },
    ],
    [
      'an output stage',
      'aggregate',
      { aggregate: 'c', pipeline: [{ $match: ORG }, { $out: 'd' }], cursor: {} },
    ],
    [
      'a change stream with content',
      'aggregate',
      { aggregate: 'c', pipeline: [{ $changeStream: {} }], cursor: {}, comment: 'across:x' },
    ],
    ['a document without organization', 'insert', { insert: 'c', documents: [{ orgId: 'o' }, {}] }],
    [
      'documents of two organizations',
      'insert',
      { insert: 'c', documents: [{ orgId: 'o' }, { orgId: 'p' }] },
    ],
    [
      'one unscoped update of two',
      'update',
      {
        update: 'c',
        updates: [
          { q: ORG, u: { $inc: { version: 1 } } },
          { q: NAME, u: { $inc: { version: 1 } } },
        ],
      },
    ],
    [
      'an upsert',
      'update',
      { update: 'c', updates: [{ q: ORG, u: { $inc: { version: 1 } }, upsert: true }] },
    ],
    [
      'an update of the organization',
      'update',
      { update: 'c', updates: [{ q: ORG, u: { $inc: { version: 1 }, $set: { orgId: 'p' } } }] },
    ],
    ['a replacement', 'update', { update: 'c', updates: [{ q: ORG, u: { name: 'x' } }] }],
    ['an unscoped delete', 'delete', { delete: 'c', deletes: [{ q: {}, limit: 0 }] }],
    [
      'a write that calls itself a look across',
      'delete',
      { delete: 'c', deletes: [{ q: NAME, limit: 0 }], comment: 'across:x' },
    ],
    [
      'an index that the organization does not lead',
      'createIndexes',
      { createIndexes: 'c', indexes: [{ name: 'n', key: { name: 1 } }] },
    ],
    ['dropping all indexes at once', 'dropIndexes', { dropIndexes: 'c', index: '*' }],
    ['a count', 'count', { count: 'c', query: ORG }],
    ['distinct values', 'distinct', { distinct: 'c', key: 'name', query: ORG }],
    ['findAndModify', 'findAndModify', { findAndModify: 'c', query: ORG }],
    ['a drop', 'drop', { drop: 'c' }],
    ['statistics', 'collStats', { collStats: 'c' }],
  ])('takes %s for unscoped', (_name, command, body) => {
    expect(judgeCommand(command, body).kind).toBe('violation')
  })

  it('takes a cursor for unscoped that no accepted command opened', () => {
    const events = new EventEmitter()
    const probe = probeMongo(events)
    events.emit('commandStarted', { requestId: 1, commandName: 'find', command: { find: 'c', filter: NAME } })
    events.emit('commandSucceeded', { requestId: 1, reply: { cursor: { id: 7n } } })
    events.emit('commandStarted', { requestId: 2, commandName: 'find', command: { find: 'c', filter: ORG } })
    events.emit('commandSucceeded', { requestId: 2, reply: { cursor: { id: 8n } } })
    events.emit('commandStarted', { requestId: 3, commandName: 'getMore', command: { getMore: 8n } })
    expect(probe.violations().length).toBe(1)
    events.emit('commandStarted', { requestId: 4, commandName: 'getMore', command: { getMore: 7n } })
    expect(probe.violations().length).toBe(2)
    expect(probe.counts()).toEqual({ scoped: { find: 1 }, across: {}, session: 1, schema: 0 })
  })
})

describe('the statement probe of SQLite', () => {
  it.each<[string, string, (string | null)[]]>([
    ['a select without an organization', 'SELECT doc FROM "c" WHERE (1)', []],
    ['one whose parenthesis closes early', 'SELECT doc FROM "c" WHERE org_id = ? AND (1) OR (1)', ['o']],
    [
      'one with an or inside and out',
      'SELECT doc FROM "c" WHERE org_id = ? AND (id = ?) OR (id = ?)',
      ['o', 'x', 'y'],
    ],
    ['a union', 'SELECT doc FROM "c" WHERE org_id = ? AND (1) UNION SELECT doc FROM "c"', ['o']],
    ['another table', 'SELECT doc FROM "c" WHERE org_id = ? AND (EXISTS (SELECT 1 FROM "d"))', ['o']],
    [
      'another organization in the condition',
      'SELECT doc FROM "c" WHERE org_id = ? AND (org_id = ?)',
      ['o', 'p'],
    ],
    ['an empty organization', 'SELECT doc FROM "c" WHERE org_id = ? AND (1)', ['']],
    ['no value as organization', 'SELECT doc FROM "c" WHERE org_id = ? AND (1)', [null]],
    ['a comment that is no reason', 'SELECT doc FROM "c" WHERE (1) /* hello */', []],
    ['a delete that calls itself a look across', 'DELETE FROM "c" WHERE (1) /* across:x */', []],
    ['an unscoped delete', 'DELETE FROM "c"', []],
    ['an update of the organization', 'UPDATE "c" SET org_id = ? WHERE org_id = ? AND (1)', ['p', 'o']],
    ['an upsert', 'INSERT OR REPLACE INTO "c" (org_id, id, doc) VALUES (?, ?, ?)', ['o', 'i', '{}']],
    ['an insert of nobody’s', 'INSERT INTO "c" (org_id, id, doc) VALUES (?, ?, ?)', ['', 'i', '{}']],
    ['an index that the organization does not lead', 'CREATE INDEX "i" ON "c" ("f_name")', []],
    ['a drop', 'DROP TABLE "c"', []],
    ['another file', "ATTACH 'x' AS y", []],
  ])('takes %s for unscoped', (_name, sql, params) => {
    expect(judgeStatement(sql, params).kind).toBe('violation')
  })
})
