import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Adapter } from '../../src-main/store/adapter.ts'
import { openMongo } from '../../src-main/store/mongodb/index.ts'
import { dropDatabase } from '../servers/index.ts'
import { box, boxSpec } from './boxes.ts'

const uri = process.env['CASTELLAN_TEST_MONGODB'] ?? ''
if (uri === '') console.warn('SKIPPED: lanes, because there is no mongod on this machine.')

describe.skipIf(uri === '')('transactions that meet on MongoDB', () => {
  const database = `t${randomUUID().slice(0, 8)}`
  const org = 'org-a'
  let adapter: Adapter
  beforeAll(async () => {
    adapter = await openMongo({ uri, database })
    await adapter.prepare([boxSpec])
  })
  afterAll(async () => {
    await dropDatabase(uri, database)
    await adapter.close()
  })

  it('lets two hundred transactions through that all meet in one record', async () => {
    const record = box(org, { rank: 0 })
    await adapter.direct().insert(boxSpec, { org }, [record])
    const add = () =>
      adapter.transaction(async (session) => {
        const now = await session.get(boxSpec, { org }, record.id)
        await session.update(boxSpec, { org }, [{ id: record.id, set: { rank: Number(now?.['rank']) + 1 } }])
      })
    await Promise.all(Array.from({ length: 200 }, add))
    expect((await adapter.direct().get(boxSpec, { org }, record.id))?.['rank']).toBe(200)
  })

  it('runs what names the same lane once each, where it would have met', async () => {
    const record = box(org, { rank: 0 })
    await adapter.direct().insert(boxSpec, { org }, [record])
    let runs = 0
    const add = (lane?: string) =>
      adapter.transaction(async (session) => {
        runs += 1
        const now = await session.get(boxSpec, { org }, record.id)
        await session.update(boxSpec, { org }, [{ id: record.id, set: { rank: Number(now?.['rank']) + 1 } }])
      }, lane)
    await Promise.all(Array.from({ length: 40 }, () => add()))
    expect(runs).toBeGreaterThan(40)
    runs = 0
    await Promise.all(Array.from({ length: 40 }, () => add('the same')))
    expect(runs).toBe(40)
    expect((await adapter.direct().get(boxSpec, { org }, record.id))?.['rank']).toBe(80)
  })

  it('comes to an end when a transaction waits for one that is inside of it', async () => {
    const record = box(org)
    await adapter.direct().insert(boxSpec, { org }, [record])
    const change = (name: string) => [{ id: record.id, set: { name } }]
    await adapter.transaction(async (outer) => {
      await outer.get(boxSpec, { org }, record.id)
      await adapter.transaction(async (inner) => void (await inner.update(boxSpec, { org }, change('inner'))))
    })
    expect((await adapter.direct().get(boxSpec, { org }, record.id))?.['name']).toBe('inner')
  })

  it('refuses one that is begun inside of another of its lane, which would wait for itself', async () => {
    const record = box(org)
    const inner = () =>
      adapter.transaction((session) => session.insert(boxSpec, { org }, [record]), 'the same')
    let begun = (): void => undefined
    const afterwards = new Promise<void>((resolve) => {
      begun = resolve
    })
    let later: Promise<unknown> = Promise.resolve()
    await adapter.transaction(async () => {
      await expect(inner()).rejects.toThrow('inside of another of its lane')
      // What goes on by itself after the outer one's end is nobody's inner one.
      later = afterwards.then(inner)
      await adapter.transaction(async () => undefined, 'another')
    }, 'the same')
    expect(await adapter.direct().get(boxSpec, { org }, record.id)).toBeUndefined()
    begun()
    await later
    expect(await adapter.direct().get(boxSpec, { org }, record.id)).toBeDefined()
  })
})
