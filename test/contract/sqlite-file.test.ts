import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import type { Adapter } from '../../src-main/store/adapter.ts'
import { EVERYTHING } from '../../src-main/store/index.ts'
import type { CollectionSpec } from '../../src-main/store/spec.ts'
import { openSqlite, type SqliteOptions } from '../../src-main/store/sqlite/index.ts'
import { tempDir } from '../servers/index.ts'
import { box, boxSpec, newOrg } from './boxes.ts'

const KEY = '0f'.repeat(32)
const folder = tempDir('sqlite')
afterAll(() => folder.remove())
let files = 0
const newFile = (): string => join(folder.path, `store-${files++}.db`)

async function open(options: SqliteOptions): Promise<Adapter> {
  const adapter = await openSqlite(options)
  onTestFinished(() => adapter.close())
  return adapter
}
async function prepared(options: SqliteOptions): Promise<Adapter> {
  const adapter = await open(options)
  await adapter.prepare([boxSpec])
  return adapter
}
const digests = (file: string): string[] =>
  ['', '-wal'].map((end) =>
    existsSync(file + end)
      ? createHash('sha256')
          .update(readFileSync(file + end))
          .digest('hex')
      : 'none',
  )

describe('the SQLite file', () => {
  it('holds no word of what is stored, in the file or beside it, and is its owner’s alone', async () => {
    const file = newFile()
    const adapter = await prepared({ file, key: KEY })
    const org = newOrg()
    await adapter
      .direct()
      .insert(boxSpec, { org }, [box(org, { name: 'findable-word', note: 'x'.repeat(9000) })])
    const beside = readdirSync(folder.path).filter((name) => join(folder.path, name).startsWith(file))
    expect(beside.length).toBeGreaterThan(1)
    for (const name of beside) {
      expect(readFileSync(join(folder.path, name)).includes('findable-word'), name).toBe(false)
      expect(statSync(join(folder.path, name)).mode & 0o077, name).toBe(0)
    }
    const plain = await prepared({ file: newFile() })
    await plain.direct().insert(boxSpec, { org }, [box(org, { name: 'findable-word' })])
    const log = readFileSync(join(folder.path, `store-${files - 1}.db-wal`))
    expect(log.includes('findable-word')).toBe(true)
  })

  it.each([
    ['another key', { key: 'aa'.repeat(32) }],
    ['no key', {}],
  ])(
    'is left as it is by %s, even with a log of a crash beside it, and opens with its own',
    async (_name, wrong) => {
      const file = newFile()
      const adapter = await prepared({ file, key: KEY })
      const org = newOrg()
      await adapter.direct().insert(boxSpec, { org }, [box(org)])
      // A copy while it is open is what a crash leaves: the newest commits are in the log alone.
      const copy = newFile()
      for (const end of ['', '-wal']) copyFileSync(file + end, copy + end)
      const before = digests(copy)
      expect(before).not.toContain('none')
      const refused = openSqlite({ file: copy, ...wrong })
      await expect(refused).rejects.toMatchObject({ code: 'UNAVAILABLE', data: { what: 'database' } })
      await expect(refused).rejects.toThrow(/key/)
      expect(digests(copy)).toEqual(before)
      const again = await open({ file: copy, key: KEY })
      expect(await again.direct().count(boxSpec, { org }, EVERYTHING)).toBe(1)
    },
  )

  it('is not taken from what is no workspace file, nor from a key that is none', async () => {
    const file = newFile()
    writeFileSync(file, 'notes of mine\n'.repeat(500))
    const before = digests(file)
    await expect(openSqlite({ file, key: KEY })).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    await expect(openSqlite({ file })).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    expect(digests(file)).toEqual(before)
    await expect(openSqlite({ file: newFile(), key: 'password' })).rejects.toMatchObject({
      code: 'UNAVAILABLE',
    })
    await expect(openSqlite({ file: join(file, 'below.db') })).rejects.toMatchObject({ code: 'UNAVAILABLE' })
  })

  it('is told to be on the disk before a commit is acknowledged', async () => {
    const seen: string[] = []
    await open({ file: newFile(), trace: (sql) => seen.push(sql) })
    const told = seen.join('; ').matchAll(/synchronous = (\w+)/g)
    expect([...told].map(([, level]) => level)).toEqual(['FULL'])
    expect(seen).toContain('PRAGMA journal_mode = WAL')
  })

  it('goes when it was for this process only', async () => {
    const folders = (): string[] =>
      readdirSync(tmpdir()).filter((n) => n.startsWith('castellan-') && !n.includes('test'))
    const before = new Set(folders())
    const adapter = await prepared({ file: ':memory:' })
    const own = folders().filter((name) => !before.has(name))
    await adapter.close()
    expect(own.length).toBeGreaterThan(0)
    for (const name of own)
      await vi.waitFor(() => expect(existsSync(join(tmpdir(), name))).toBe(false), 10_000)
  })

  it('answers UNAVAILABLE after it was closed, and closing waits for what is under way', async () => {
    const file = newFile()
    const adapter = await prepared({ file })
    const org = newOrg()
    const writing = adapter.direct().insert(boxSpec, { org }, [box(org)])
    await Promise.all([adapter.close(), writing])
    await expect(adapter.direct().count(boxSpec, { org }, EVERYTHING)).rejects.toMatchObject({
      code: 'UNAVAILABLE',
    })
    await expect(adapter.direct().insert(boxSpec, { org }, [box(org)])).rejects.toMatchObject({
      code: 'UNAVAILABLE',
    })
    const again = await open({ file })
    expect(await again.direct().count(boxSpec, { org }, EVERYTHING)).toBe(1)
  })

  it('is written by one statement of fixed text whatever the values are', async () => {
    const seen: (readonly [sql: string, params: readonly unknown[]])[] = []
    const adapter = await prepared({ file: ':memory:', trace: (sql, params) => seen.push([sql, params]) })
    const value = `'); DROP TABLE boxes; --`
    const texts = []
    for (const name of ['plain', value]) {
      seen.length = 0
      const session = adapter.direct()
      const record = box(name, { name, tags: [name] })
      await session.insert(boxSpec, { org: name }, [record])
      const where = {
        all: [{ eq: ['name', name] }, { prefix: ['tags', name] }, { text: name.split(' ')[0] ?? '' }],
      } as const
      await session.find(
        boxSpec,
        { org: name },
        {
          where,
          sort: { field: 'name', direction: 'desc' },
          limit: 3,
          after: { value: `${name}z`, id: name },
        },
      )
      await session.group(boxSpec, { org: name }, { where, by: 'tags' })
      await session.update(boxSpec, { org: name }, [{ id: record.id, set: { name } }])
      await session.delete(boxSpec, { org: name }, where)
      texts.push(seen.map(([sql]) => sql))
      expect(seen.filter(([, params]) => params.includes(name)).length).toBeGreaterThan(4)
    }
    expect(texts[1]).toEqual(texts[0])
    expect(texts.flat().join()).not.toContain('DROP')
  })

  it('brings fields and indexes up to date with what is declared, keeping the records', async () => {
    const file = newFile()
    const early: CollectionSpec = {
      ...boxSpec,
      fields: { name: 'string' },
      indexes: [{ fields: ['name'], unique: true }],
    }
    const adapter = await open({ file })
    await adapter.prepare([early])
    const org = newOrg()
    await adapter.direct().insert(early, { org }, [box(org, { name: 'one', rank: 7, state: 'old' })])
    await adapter.prepare([boxSpec])
    await adapter.direct().insert(boxSpec, { org }, [box(org, { name: 'one', rank: 8 })])
    expect(await adapter.direct().count(boxSpec, { org }, { eq: ['rank', 7] })).toBe(1)
  })

  it('refuses a write beside a transaction from inside of it, which would wait for itself', async () => {
    const adapter = await prepared({ file: ':memory:' })
    const org = newOrg()
    const stuck = adapter.transaction(async () => adapter.direct().insert(boxSpec, { org }, [box(org)]))
    await expect(stuck).rejects.toThrow('beside a transaction')
    await adapter.direct().insert(boxSpec, { org }, [box(org)])
    expect(await adapter.direct().count(boxSpec, { org }, EVERYTHING)).toBe(1)
  })

  it('says that notice was lost when more was written than the log keeps', async () => {
    const file = newFile()
    const [here, there] = [await prepared({ file }), await prepared({ file })]
    const org = newOrg()
    let lost = 0
    const told: string[] = []
    onTestFinished(
      await here.watch(
        boxSpec,
        (_org, id) => told.push(id),
        () => lost++,
      ),
    )
    const record = box(org)
    await there.direct().insert(boxSpec, { org }, [record])
    await vi.waitFor(() => expect(told).toEqual([record.id]), 10_000)
    // One transaction, so that no look can come between.
    await there.direct().insert(
      boxSpec,
      { org },
      Array.from({ length: 10_050 }, () => box(org)),
    )
    await vi.waitFor(() => expect(lost).toBe(1), 10_000)
    const last = box(org)
    await there.direct().insert(boxSpec, { org }, [last])
    await vi.waitFor(() => expect(told).toContain(last.id), 10_000)
    expect(lost).toBe(1)
  })
})
