import { randomUUID } from 'node:crypto'
import { EventEmitter } from 'node:events'
import { MongoClient } from 'mongodb'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { z } from 'zod'
import { type Adapter, DuplicateKey, type Stored } from '../../src-main/store/adapter.ts'
import {
  type CollectionSpec,
  collection,
  EVERYTHING,
  eq,
  type Predicate,
  prefix,
  text,
} from '../../src-main/store/index.ts'
import { openMongo, shardPlan } from '../../src-main/store/mongodb/index.ts'
import { COLLECTIONS } from '../../src-main/store/records/index.ts'
import { type MongoServer, startMongo } from '../servers/mongo.ts'

const base = {
  id: z.string(),
  orgId: z.string(),
  version: z.number().int(),
  createdAt: z.string(),
  updatedAt: z.string(),
}
const schema = z.object({
  ...base,
  name: z.string(),
  code: z.string().nullable(),
  rank: z.number().nullable(),
  tags: z.array(z.string()),
  note: z.unknown(),
})
const boxes = collection({
  name: 'boxes',
  schema,
  fields: { name: 'string', code: 'string', rank: 'number', tags: 'string[]' },
  indexes: [
    { fields: ['name'] },
    { fields: ['-rank'] },
    { fields: ['code'], unique: true },
    { fields: ['tags'] },
  ],
  searchable: ['name'],
}) as unknown as CollectionSpec

const box = (orgId: string, fields: Partial<z.infer<typeof schema>> = {}): Stored => ({
  id: randomUUID(),
  orgId,
  version: 1,
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
  name: 'box',
  code: null,
  rank: null,
  tags: [],
  note: null,
  searchText: (fields.name ?? 'box').toLowerCase(),
  ...fields,
})

const started = await startMongo()
if (!started) console.warn('SKIPPED: the MongoDB adapter, because there is no mongod on this machine.')

describe.skipIf(!started)('MongoDB adapter', () => {
  const server = started as MongoServer
  const database = `t${randomUUID().slice(0, 8)}`
  const org = 'org-a'
  const commands: { commandName: string; command: Record<string, unknown> }[] = []
  let adapter: Adapter

  beforeAll(async () => {
    const monitor = new EventEmitter()
    monitor.on('commandStarted', (event) => commands.push(event))
    adapter = await openMongo({ uri: server.uri, database, monitor })
    await adapter.prepare([boxes])
  })
  afterAll(async () => {
    const client = new MongoClient(server.uri)
    await client.db(database).dropDatabase()
    await client.close()
    await adapter.close()
    await server.stop()
  })
  const raw = async <R>(work: (client: MongoClient) => Promise<R>): Promise<R> => {
    const client = new MongoClient(server.uri)
    try {
      return await work(client)
    } finally {
      await client.close()
    }
  }

  it('prepares the declared collections of the product, and changes nothing the second time', async () => {
    const other = await openMongo({ uri: server.uri, database: `${database}p` })
    onTestFinished(async () => {
      await raw((client) => client.db(`${database}p`).dropDatabase())
      await other.close()
    })
    await other.prepare(COLLECTIONS)
    const state = () =>
      raw(async (client) => {
        const db = client.db(`${database}p`)
        const infos = await db.listCollections().toArray()
        const indexes = await Promise.all(infos.map((info) => db.collection(info.name).indexes()))
        return { infos, indexes }
      })
    const before = await state()
    await other.prepare(COLLECTIONS)
    expect(await state()).toEqual(before)
    expect(before.infos.map((info) => info.name).sort()).toEqual(COLLECTIONS.map((c) => c.name).sort())
    for (const index of before.indexes.flat())
      if (index.name !== '_id_') expect(Object.keys(index.key)[0], index.name).toBe('orgId')
  })

  it('replaces a validator that is not the declared one', async () => {
    await raw((client) => client.db(database).command({ collMod: 'boxes', validator: {} }))
    await adapter.prepare([boxes])
    const write = raw((client) => client.db(database).collection('boxes').insertOne({ name: 1 }))
    await expect(write).rejects.toThrow('Document failed validation')
  })

  it('refuses a record of another type of field even from outside of the program', async () => {
    const { id, ...rest } = box(org)
    const write = raw((client) =>
      client
        .db(database)
        .collection<{ _id: string }>('boxes')
        .insertOne({ _id: id, ...rest, tags: 'no list' } as never),
    )
    await expect(write).rejects.toThrow('Document failed validation')
  })

  it('keeps what a record holds as data, also keys that mean something to the driver', async () => {
    const notes: unknown[] = [
      { $ne: null },
      { $ref: 'boxes', $id: '1' },
      { _bsontype: 'ObjectId', id: 'x' },
      { 'a.b': { $where: '1' } },
      JSON.parse('{"__proto__":{"x":1}}'),
    ]
    for (const note of notes) {
      const record = box(org, { note })
      await adapter.direct().insert(boxes, { org }, [record])
      expect((await adapter.direct().get(boxes, { org }, record.id))?.['note']).toEqual(note)
      await adapter.direct().update(boxes, { org }, [{ id: record.id, set: { note: { again: note } } }])
      expect((await adapter.direct().get(boxes, { org }, record.id))?.['note']).toEqual({ again: note })
    }
  })

  it('refuses names of fields that are paths, operators or the store’s own', async () => {
    const record = box(org)
    await adapter.direct().insert(boxes, { org }, [record])
    for (const field of ['orgId', '_id', 'version', 'note.x', '$set', 'a\0b', '']) {
      const update = adapter.direct().update(boxes, { org }, [{ id: record.id, set: { [field]: 'x' } }])
      await expect(update, field).rejects.toThrow(TypeError)
    }
    expect(await adapter.direct().get(boxes, { org }, record.id)).toEqual(record)
  })

  it('finds a prefix at the ends of the code space, and words with every sign of a regular expression', async () => {
    const mine = 'org-prefix'
    const names = [
      'a',
      'a\u{d7ff}',
      'a\u{10ffff}',
      'a\u{10ffff}z',
      'b',
      '\u{10ffff}',
      '\u{10ffff}x',
      'A',
      'a.*',
      'x[(|^$\\-/#',
    ]
    await adapter.direct().insert(
      boxes,
      { org: mine },
      names.map((name) => box(mine, { name })),
    )
    const found = async (where: Predicate) =>
      (
        await adapter
          .direct()
          .find(boxes, { org: mine }, { where, sort: { field: 'name', direction: 'asc' }, limit: 99 })
      ).map((r) => r['name'])
    for (const start of ['a', 'a\u{d7ff}', 'a\u{10ffff}', '\u{10ffff}', '', 'b', 'c'])
      expect(new Set(await found(prefix('name', start))), start).toEqual(
        new Set(names.filter((name) => name.startsWith(start))),
      )
    for (const word of ['.*', 'x[(|^$\\-/#', '.', '\\'])
      expect(new Set(await found(text(word))), word).toEqual(
        new Set(names.filter((name) => name.toLowerCase().includes(word))),
      )
  })

  it('walks every record once when paging over nulls, in both directions', async () => {
    const mine = 'org-pages'
    const ranks = [null, 3, 1, null, 2, 2, null, 1, 2]
    await adapter.direct().insert(
      boxes,
      { org: mine },
      ranks.map((rank) => box(mine, { rank })),
    )
    for (const direction of ['asc', 'desc'] as const) {
      const seen: Stored[] = []
      for (;;) {
        const last = seen.at(-1)
        const after = last && { value: last['rank'] as number | null, id: last.id }
        const query = { where: EVERYTHING, sort: { field: 'rank', direction }, limit: 2, after }
        const rows = await adapter.direct().find(boxes, { org: mine }, query)
        if (rows.length === 0) break
        seen.push(...rows)
      }
      const all = { where: EVERYTHING, sort: { field: 'rank', direction }, limit: 99 }
      expect(seen).toEqual(await adapter.direct().find(boxes, { org: mine }, all))
      expect(seen.length).toBe(ranks.length)
      expect(seen.map((row) => row['rank'])).toEqual(
        [null, null, null, 1, 1, 2, 2, 2, 3].toSorted(
          (a, b) => (direction === 'asc' ? 1 : -1) * ((a ?? 0) - (b ?? 0)),
        ),
      )
    }
  })

  it('reads a page and its ties from one index, without sorting', async () => {
    const explain = await raw((client) =>
      client
        .db(database)
        .collection('boxes')
        .find({ orgId: { $eq: org }, $and: [{ name: { $gte: 'b' } }] })
        .sort({ name: 1, _id: 1 })
        .limit(5)
        .explain('queryPlanner'),
    )
    expect(JSON.stringify(explain['queryPlanner'].winningPlan)).not.toContain('"SORT"')
  })

  it('names the index’s fields and no value when a unique index refuses, and saves nothing of the call', async () => {
    await adapter.direct().insert(boxes, { org }, [box(org, { code: 'secret-1' })])
    await adapter.direct().insert(boxes, { org: 'org-b' }, [box('org-b', { code: 'secret-1' })])
    const before = await adapter.direct().count(boxes, { org }, EVERYTHING)
    const error = await adapter
      .direct()
      .insert(boxes, { org }, [box(org, { code: 'fresh' }), box(org, { code: 'secret-1' })])
      .catch((e: unknown) => e)
    expect(error).toBeInstanceOf(DuplicateKey)
    expect((error as DuplicateKey).fields).toEqual(['code'])
    expect(String(error)).not.toContain('secret-1')
    expect(await adapter.direct().count(boxes, { org }, EVERYTHING)).toBe(before)
  })

  it('commits nothing after a refusal by the database, even when the work caught it', async () => {
    const record = box(org)
    const done = adapter.transaction(async (session) => {
      await session.insert(boxes, { org }, [record])
      await session.insert(boxes, { org }, [box(org, { code: 'secret-1' })]).catch(() => undefined)
    })
    await expect(done).rejects.toThrow(DuplicateKey)
    expect(await adapter.direct().get(boxes, { org }, record.id)).toBeUndefined()
  })

  it('loses no increment when many transactions meet in one record', async () => {
    const record = box(org, { rank: 0 })
    await adapter.direct().insert(boxes, { org }, [record])
    const add = () =>
      adapter.transaction(async (session) => {
        const now = await session.get(boxes, { org }, record.id)
        await session.update(boxes, { org }, [{ id: record.id, set: { rank: Number(now?.['rank']) + 1 } }])
      })
    await Promise.all(Array.from({ length: 25 }, add))
    expect((await adapter.direct().get(boxes, { org }, record.id))?.['rank']).toBe(25)
  })

  it('tells which of several changes found their version', async () => {
    const records = [box(org), box(org), box(org)]
    await adapter.direct().insert(boxes, { org }, records)
    const [a, b, c] = records.map((r) => r.id) as [string, string, string]
    const changed = await adapter.direct().update(boxes, { org }, [
      { id: a, version: 1, set: { name: 'new' } },
      { id: b, version: 7, set: { name: 'new' } },
      { id: c, set: { name: 'new' } },
      { id: c, version: 2, set: { name: 'newer' } },
      { id: 'gone', set: { name: 'new' } },
    ])
    expect(changed).toEqual([a, c, c])
    const rows = await Promise.all([a, b, c].map((id) => adapter.direct().get(boxes, { org }, id)))
    expect(rows.map((r) => [r?.['name'], r?.version])).toEqual([
      ['new', 2],
      ['box', 1],
      ['newer', 3],
    ])
  })

  it('misses nothing written after a watch began, and tells of a dropped collection by lost', async () => {
    const heard: string[] = []
    const other = await openMongo({ uri: server.uri, database })
    let lost = 0
    const stop = await other.watch(
      boxes,
      (orgId, id) => heard.push(`${orgId} ${id}`),
      () => lost++,
    )
    const record = box(org)
    await adapter.direct().insert(boxes, { org }, [record])
    await adapter.direct().update(boxes, { org }, [{ id: record.id, set: { name: 'x' } }])
    await expect
      .poll(() => heard, { timeout: 10_000 })
      .toEqual([`${org} ${record.id}`, `${org} ${record.id}`])
    await adapter
      .transaction(async (session) => {
        await session.insert(boxes, { org }, [box(org)])
        throw new Error('back')
      })
      .catch(() => undefined)
    await raw((client) => client.db(database).collection('boxes').drop())
    await expect.poll(() => lost, { timeout: 10_000 }).toBe(1)
    await adapter.prepare([boxes])
    const later = box(org)
    await adapter.direct().insert(boxes, { org }, [later])
    await expect.poll(() => heard.slice(2), { timeout: 10_000 }).toEqual([`${org} ${later.id}`])
    await stop()
    await adapter.direct().insert(boxes, { org }, [box(org)])
    expect(heard.length).toBe(3)
    await other.close()
  })

  it('writes with journaled majority and reads transactions from a snapshot', async () => {
    commands.length = 0
    await adapter.direct().insert(boxes, { org }, [box(org)])
    await adapter.transaction((session) => session.count(boxes, { org }, eq('name', 'box')))
    const insert = commands.find((c) => c.commandName === 'insert')
    expect(insert?.command['writeConcern']).toEqual({ w: 'majority', j: true })
    const read = commands.find((c) => c.commandName === 'aggregate')
    expect(read?.command['readConcern']).toMatchObject({ level: 'snapshot' })
  })

  it('answers UNAVAILABLE, without any part of the address, when there is no database', async () => {
    for (const uri of [
      'mongodb://me:hunter2@127.0.0.1:1/?serverSelectionTimeoutMS=200',
      'hunter2://x',
      'mongodb://me:hunter2@/',
    ]) {
      const error = await openMongo({ uri, database }).catch((e: unknown) => e)
      expect(error).toMatchObject({ code: 'UNAVAILABLE', data: { what: 'database' } })
      expect(String((error as Error).stack) + JSON.stringify(error)).not.toContain('hunter2')
    }
  }, 30_000)

  it('says which server answers', async () => {
    expect((await adapter.ping()).server).toMatch(/^MongoDB \d+\.\d+/)
  })

  it('plans the shard key of each collection as organization, then id', () => {
    expect(shardPlan('castellan', [boxes])).toEqual([
      { on: 'admin', command: { enableSharding: 'castellan' } },
      {
        on: 'admin',
        command: { shardCollection: 'castellan.boxes', key: { orgId: 1, _id: 1 }, unique: true },
      },
    ])
  })
})
