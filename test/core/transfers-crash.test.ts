import { spawn } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { v7 } from 'uuid'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type Api, createApi } from '../../src-main/api/index.ts'
import { verifyChain } from '../../src-main/audit/index.ts'
import { Across } from '../../src-main/store/across/index.ts'
import type { Adapter } from '../../src-main/store/adapter.ts'
import { EVERYTHING, eq, Store } from '../../src-main/store/index.ts'
import { openMongo } from '../../src-main/store/mongodb/index.ts'
import {
  auditRecords,
  COLLECTIONS,
  heads,
  outbox,
  resources,
  transfers,
} from '../../src-main/store/records/index.ts'
import { openSqlite } from '../../src-main/store/sqlite/index.ts'
import { foundPlatform, inUnit } from '../../src-main/workspace/founding.ts'
import type { ContextChoice } from '../../src-preload/contract/session.ts'
import { inOneFile } from '../servers/in-one-file.ts'
import { dropDatabase, tempDir } from '../servers/index.ts'
import { STORES } from './world.ts'

const ROUNDS = 6
const BATCH = 4
const KEY = 'c4'.repeat(32)
const WRITER = await inOneFile(join(import.meta.dirname, 'transfer-writer.ts'))

interface Ground {
  readonly store: Store
  readonly api: Api
  /** Arguments of the writer. */
  readonly argv: readonly string[]
}
/** One person's organization and another tenant of theirs, with a batch in the first. */
interface Two {
  /** Arguments of the writer: whose, and which two. */
  readonly argv: readonly string[]
  readonly orgs: readonly [work: string, home: string]
}

async function groundOf(adapter: Adapter, argv: readonly string[]): Promise<Ground> {
  const environment = { cursorKey: randomBytes(32), now: () => new Date(), newId: () => v7() }
  const store = new Store(adapter, environment)
  await store.prepare(COLLECTIONS)
  await inUnit(store, (work) => foundPlatform(work, 'operator@platform.example', 'Operator'))
  const none = { state: 'none' as const, server: '', milliseconds: null }
  const api = await createApi({
    store,
    workspace: { name: 'test', kind: 'local', sample: false, samplePeople: [] },
    version: '0',
    dns: { txt: async () => ({ kind: 'none' }) },
    health: { check: () => ({ database: none, broker: none, version: '0' }) },
    logDefect: (_id, procedure, error) => console.error(procedure, error),
  })
  onTestFinished(() => api.stop())
  return { store, api, argv }
}

type Other = 'a personal space' | 'another organization'

/** New tenants for each round: on MongoDB a killed process holds on to those that it was writing for a minute. */
async function twoTenants({ api }: Ground, round: number, other: Other): Promise<Two> {
  const [email, slug] = [`ada-${round}@acme.example`, `acme-${round}`]
  const operator = await api.newSession({ host: 'test', as: 'operator@platform.example' })
  await api.call(operator, ['platform', 'create'], { name: slug, slug, admin: { email, name: 'Ada' } })
  const ada = await api.newSession({ host: 'test', as: email, org: slug })
  for (let n = 0; n < BATCH; n++)
    await api.call(ada, ['resources', 'create'], { kind: 'chatbot', name: `Bot ${n}`, sizeBytes: 10 })
  if (other === 'another organization') {
    const second = `other-${round}`
    const admin = { email, name: 'Ada' }
    await api.call(operator, ['platform', 'create'], { name: second, slug: second, admin })
    const there = await api.newSession({ host: 'test', as: email, org: second })
    return { argv: [email, slug, second], orgs: [ada.orgId ?? '', there.orgId ?? ''] }
  }
  const contexts = (await api.call(ada, ['session', 'contexts'], undefined)) as ContextChoice[]
  const home = contexts.find((c) => c.kind === 'personal')?.orgId ?? ''
  return { argv: [email, slug], orgs: [ada.orgId ?? '', home] }
}

/** Runs a writer and kills it in the middle of whatever it does. Answers the transfers that were acknowledged. */
async function killedWriter(argv: readonly string[]): Promise<string[]> {
  const child = spawn(process.execPath, [WRITER, ...argv], { stdio: ['ignore', 'pipe', 'pipe'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  let [printed, complaint] = ['', '']
  child.stdout.on('data', (chunk: Buffer) => (printed += chunk))
  child.stderr.on('data', (chunk: Buffer) => (complaint += chunk))
  const closed = once(child, 'close')
  await Promise.race([once(child.stdout, 'data'), closed.then(() => Promise.reject(new Error(complaint)))])
  await pause(Math.random() * 60)
  child.kill('SIGKILL')
  await closed
  return printed.slice(0, printed.lastIndexOf('\n')).split('\n')
}

/** The batch is whole at one place, and everything that tells of it agrees, in one moment's view. */
const check = ({ store }: Ground, { orgs }: Two, acknowledged: readonly string[]): Promise<number> =>
  store.transaction(async (unit) => {
    const across = new Across(unit)
    const at = await Promise.all(orgs.map((org) => across.tenant(org).collection(resources).count()))
    const made: string[] = []
    for (const [i, org] of orgs.entries()) {
      const [here, there] = [across.tenant(org), across.tenant(orgs[1 - i] ?? '')]
      const own: string[] = []
      for await (const t of here.collection(transfers).each()) own.push(t.transferId)
      const expected = own.length * BATCH
      const [left, came] = ['resource.transferred', 'resource.received']
      expect(await here.collection(auditRecords).count(eq('action', left))).toBe(expected)
      expect(await there.collection(auditRecords).count(eq('action', came))).toBe(expected)
      expect(await here.collection(outbox).count(eq('type', left))).toBe(expected)
      expect(await there.collection(outbox).count(eq('type', came))).toBe(expected)
      made.push(...own)
      const head = await here.collection(heads).require(org, 'trail')
      const records = here.collection(auditRecords).each(EVERYTHING, { field: 'sequence', direction: 'asc' })
      expect(await verifyChain(records, head)).toMatchObject({ intact: true })
    }
    expect(made).toEqual(expect.arrayContaining([...acknowledged]))
    expect(made.length).toBeLessThanOrEqual(acknowledged.length + 1)
    // To and fro: an even number of transfers brings the batch home.
    expect(at).toEqual(made.length % 2 === 0 ? [BATCH, 0] : [0, BATCH])
    return made.length
  })

async function open(kind: string): Promise<Ground> {
  if (kind === 'sqlite') {
    const folder = tempDir('transfers')
    onTestFinished(() => folder.remove())
    const file = join(folder.path, 'store.db')
    const adapter = await openSqlite({ file, key: KEY })
    onTestFinished(() => adapter.close())
    return groundOf(adapter, ['sqlite', file, KEY])
  }
  const uri = process.env['CASTELLAN_TEST_MONGODB'] ?? ''
  const database = `transfers_${randomUUID().slice(0, 8)}`
  const adapter = await openMongo({ uri, database })
  onTestFinished(async () => {
    await adapter.close()
    await dropDatabase(uri, database)
  })
  return groundOf(adapter, ['mongodb', uri, database])
}

describe.each(STORES)('a transfer on %s', (kind) => {
  it.each(['a personal space', 'another organization'] as const)(
    `to and from %s whose process is killed is whole or not there, in records, trails and events (${ROUNDS} kills)`,
    async (other) => {
      const ground = await open(kind)
      let most = 0
      for (let round = 0; round < ROUNDS; round++) {
        const two = await twoTenants(ground, round, other)
        const acknowledged = await killedWriter([...ground.argv, ...two.argv])
        most = Math.max(most, await check(ground, two, acknowledged))
      }
      // Kills came in the middle of work, not only at its very start; a busy machine does not get far in one life.
      expect(most).toBeGreaterThan(0)
    },
    600_000,
  )
})
