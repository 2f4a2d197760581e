import { randomUUID } from 'node:crypto'
import { EventEmitter } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MongoClient } from 'mongodb'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { z } from 'zod'
import type { Adapter, Stored } from '../../src-main/store/adapter.ts'
import { type CollectionSpec, collection, eq } from '../../src-main/store/index.ts'
import { openMongo, shardPlan } from '../../src-main/store/mongodb/index.ts'
import { COLLECTIONS } from '../../src-main/store/records/index.ts'
import { dropDatabase, startMongo } from '../servers/index.ts'

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

const uri = process.env['CASTELLAN_TEST_MONGODB'] ?? ''
if (uri === '') console.warn('SKIPPED: the MongoDB adapter, because there is no mongod on this machine.')

/** What is read is without the text that is searched. */
const shown = ({ searchText: _folded, ...record }: Stored): unknown => record

describe.skipIf(uri === '')('MongoDB adapter', () => {
  const database = `t${randomUUID().slice(0, 8)}`
  const org = 'org-a'
  const commands: { commandName: string; command: Record<string, unknown> }[] = []
  let adapter: Adapter

  beforeAll(async () => {
    const monitor = new EventEmitter()
    monitor.on('commandStarted', (event) => commands.push(event))
    adapter = await openMongo({ uri, database, monitor })
    await adapter.prepare([boxes])
  })
  afterAll(async () => {
    await dropDatabase(uri, database)
    await adapter.close()
  })
  /** On a database of the test's own, which goes with it. */
  const anotherOn = async (name: string): Promise<Adapter> => {
    const other = await openMongo({ uri, database: name })
    onTestFinished(async () => {
      await dropDatabase(uri, name)
      await other.close()
    })
    return other
  }
  const raw = async <R>(work: (client: MongoClient) => Promise<R>): Promise<R> => {
    const client = new MongoClient(uri)
    try {
      return await work(client)
    } finally {
      await client.close()
    }
  }

  it('prepares the declared collections of the product, led by the organization, and changes nothing the second time', async () => {
    const other = await anotherOn(`${database}p`)
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
    // Only what is declared to look across tenants is not led by the organization, and it says nothing of others.
    const across = COLLECTIONS.flatMap((c) => c.indexes).filter(
      // The one of the ids alone is the server's own.
      (index) => index.across && index.fields.join() !== 'id',
    ).length
    const others = before.indexes.flat().filter((i) => i.name !== '_id_' && Object.keys(i.key)[0] !== 'orgId')
    expect(others.map((index) => index.name?.startsWith('across_'))).toEqual(Array(across).fill(true))
    expect(others.filter((index) => index.unique)).toEqual([])
  })

  it('replaces a validator that is not the declared one', async () => {
    await raw((client) => client.db(database).command({ collMod: 'boxes', validator: {} }))
    await adapter.prepare([boxes])
    const write = raw((client) => client.db(database).collection('boxes').insertOne({ name: 1 }))
    await expect(write).rejects.toThrow('Document failed validation')
  })

  it('drops an index that is declared no more, which would go on refusing, and none that somebody else made', async () => {
    const indexed = `${database}i`
    const other = await anotherOn(indexed)
    const strict = { ...boxes, indexes: [...boxes.indexes, { fields: ['name'], unique: true }] }
    const insert = (): Promise<void> => other.direct().insert(boxes, { org }, [box(org, { name: 'same' })])
    await other.prepare([strict])
    await raw((client) => client.db(indexed).collection('boxes').createIndex({ note: 1 }, { name: 'dba' }))
    await insert()
    await expect(insert()).rejects.toThrow()
    await other.prepare([boxes])
    await insert()
    const names = await raw(async (client) =>
      (await client.db(indexed).collection('boxes').indexes()).map((index) => index.name),
    )
    expect(names).toContain('dba')
    expect(names).not.toContain('tenant_name_unique')
  })

  it('an index that is to hold some records only takes the place of the one that held all', async () => {
    const indexed = `${database}p`
    const other = await anotherOn(indexed)
    const withIndex = (index: CollectionSpec['indexes'][number]): CollectionSpec => ({
      ...boxes,
      indexes: [...boxes.indexes, index],
    })
    await other.prepare([withIndex({ fields: ['rank'] })])
    await other.direct().insert(boxes, { org }, [box(org)])
    await other.prepare([withIndex({ fields: ['rank'], where: ['name', 'box'] })])
    const indexes = await raw((client) => client.db(indexed).collection('boxes').indexes())
    const ofRank = indexes.filter(({ key }) => Object.keys(key)[1] === 'rank' && key['rank'] === 1)
    expect(ofRank).toMatchObject([{ partialFilterExpression: { name: { $eq: 'box' } } }])
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
    expect(await adapter.direct().get(boxes, { org }, record.id)).toEqual(shown(record))
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

  it('misses nothing written after a watch began, names the version, and tells of a dropped collection by lost', async () => {
    const heard: string[] = []
    const other = await openMongo({ uri, database })
    let lost = 0
    const stop = await other.watch(
      boxes,
      (orgId, id, version) => heard.push(`${orgId} ${id} ${version}`),
      () => lost++,
    )
    const record = box(org)
    await adapter.direct().insert(boxes, { org }, [record])
    await adapter.direct().update(boxes, { org }, [{ id: record.id, set: { name: 'x' } }])
    await expect
      .poll(() => heard, { timeout: 10_000 })
      .toEqual([`${org} ${record.id} 1`, `${org} ${record.id} 2`])
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
    await expect.poll(() => heard.slice(2), { timeout: 10_000 }).toEqual([`${org} ${later.id} 1`])
    await stop()
    await adapter.direct().insert(boxes, { org }, [box(org)])
    expect(heard.length).toBe(3)
    await other.close()
  })

  it('goes on watching after the server was killed and came back', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'castellan-watch-'))
    const server = await startMongo({ dir })
    if (!server) throw new Error('There was a mongod a moment ago.')
    const own = await openMongo({ uri: server.uri, database })
    onTestFinished(async () => {
      await own.close()
      await server.stop()
      await rm(dir, { recursive: true, force: true })
    })
    await own.prepare([boxes])
    const heard = new Set<string>()
    let lost = 0
    await own.watch(
      boxes,
      (_orgId, id) => heard.add(id),
      () => lost++,
    )
    await server.kill()
    await server.restart()
    const record = box(org)
    await expect
      .poll(
        () =>
          own
            .direct()
            .insert(boxes, { org }, [record])
            .then(
              () => 'saved',
              () => 'not yet',
            ),
        { timeout: 30_000 },
      )
      .toBe('saved')
    await expect.poll(() => heard.has(record.id) || lost > 0, { timeout: 30_000 }).toBe(true)
    const later = box(org)
    await own.direct().insert(boxes, { org }, [later])
    await expect.poll(() => heard.has(later.id), { timeout: 30_000 }).toBe(true)
  }, 90_000)

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
