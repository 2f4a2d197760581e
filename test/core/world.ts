/** A core of its own for a test: an empty store on either database, the platform, and one organization. */
import { randomBytes, randomUUID } from 'node:crypto'
import { v7 } from 'uuid'
import { type Api, type ApiParts, createApi, type Session } from '../../src-main/api/index.ts'
import { Across } from '../../src-main/store/across/index.ts'
import { type ScopedStore, Store } from '../../src-main/store/index.ts'
import { COLLECTIONS } from '../../src-main/store/records/index.ts'
import { foundPlatform, inUnit } from '../../src-main/workspace/founding.ts'
import { CastellanError, type ErrorCode } from '../../src-preload/contract/errors.ts'
import { dropDatabase, emptyDatabase } from '../servers/drop-database.ts'
import { type Address, openAddress } from './stores.ts'

export type StoreKind = 'sqlite' | 'mongodb'
/** The databases to test on: MongoDB where the run has one (with `CI` its absence has failed before). */
export const STORES: readonly StoreKind[] = process.env['CASTELLAN_TEST_MONGODB']
  ? ['sqlite', 'mongodb']
  : ['sqlite']

export interface Member {
  readonly id: string
  readonly version: number
  readonly userId: string
  readonly email: string
  readonly name: string
  readonly state: string
  readonly roleIds: string[]
  readonly teamIds: string[]
}

export class World {
  readonly api: Api
  readonly operator: Session
  /** Admin of `acme`. */
  readonly ada: Session
  /** Moves the clock of the core by milliseconds. */
  readonly wait: (milliseconds: number) => void
  readonly close: () => Promise<void>
  /** A second core on the same data, as another process would be. */
  readonly second: () => Promise<Api>
  readonly defects: string[]
  readonly store: Store
  /** For a process of its own that works on the same data. */
  readonly address: Address

  constructor(parts: Omit<World, 'ask' | 'code' | 'as' | 'add' | 'member' | 'tenant' | 'verify'>) {
    this.api = parts.api
    this.operator = parts.operator
    this.ada = parts.ada
    this.wait = parts.wait
    this.close = parts.close
    this.second = parts.second
    this.defects = parts.defects
    this.store = parts.store
    this.address = parts.address
  }

  async ask<R = unknown>(session: Session, procedure: string, input?: unknown): Promise<R> {
    return (await this.api.call(session, procedure.split('.'), input)) as R
  }
  /** The code with which a call is refused; fails the test when it is not. */
  async code(session: Session, procedure: string, input?: unknown): Promise<ErrorCode> {
    return codeOf(this.ask(session, procedure, input))
  }
  /** A tenant's own records, past the api. */
  tenant(orgId: string): ScopedStore {
    return new Across(this.store).tenant(orgId)
  }
  as(email: string, org = 'acme'): Promise<Session> {
    return this.api.newSession({ host: 'test', as: email, org })
  }
  /** Adds a member of acme and answers the membership. */
  add(name: string, roleIds: readonly string[] = ['member'], more: object = {}): Promise<Member> {
    return this.ask(this.ada, 'members.add', { email: `${name}@acme.example`, name, roleIds, ...more })
  }
  /** The person proves their address to the sign-up service. */
  verify(email: string, name = 'Themselves'): Promise<unknown> {
    const signUp = { signUpId: randomUUID(), email, name, verified: true }
    return this.ask(this.operator, 'enrollment.signUp', signUp)
  }
  member(id: string): Promise<Member> {
    return this.ask(this.ada, 'members.get', { id })
  }
}

export async function codeOf(work: Promise<unknown>): Promise<ErrorCode> {
  try {
    await work
  } catch (error) {
    if (error instanceof CastellanError) return error.code
    throw error
  }
  throw new Error('The call was not refused.')
}

/** Databases that a world has left with its collections and without a record, for the next one of this process. */
const emptied: string[] = []

async function openAdapter(kind: StoreKind): Promise<{ address: Address; drop: () => Promise<void> }> {
  if (kind === 'sqlite') {
    const { mkdtempSync, rmSync } = await import('node:fs')
    const { tmpdir } = await import('node:os')
    const dir = mkdtempSync(`${tmpdir()}/castellan-core-`)
    return {
      address: { file: `${dir}/core.db` },
      drop: async () => rmSync(dir, { recursive: true, force: true }),
    }
  }
  const uri = process.env['CASTELLAN_TEST_MONGODB'] ?? ''
  const database = emptied.pop() ?? `core_${randomUUID().slice(0, 8)}`
  const drop = async (): Promise<void> => {
    // A server that was there before is left as it was.
    if (process.env['MONGODB_URI']) await dropDatabase(uri, database)
    else if (await emptyDatabase(uri, database, COLLECTIONS)) emptied.push(database)
  }
  return { address: { uri, database }, drop }
}

/** @param more further parts of the core, such as a broker; without one of its own no name in DNS has a record */
export async function openWorld(kind: StoreKind, more: Partial<ApiParts> = {}): Promise<World> {
  const { address, drop } = await openAdapter(kind)
  let shift = 0
  const cursorKey = randomBytes(32)
  const opened: { api: Api; store: Store }[] = []
  const defects: string[] = []
  const openApi = async (): Promise<{ api: Api; store: Store }> => {
    const store = new Store(await openAddress(address), {
      cursorKey,
      now: () => new Date(Date.now() + shift),
      newId: () => v7(),
    })
    if (opened.length === 0) {
      await store.prepare(COLLECTIONS)
      await inUnit(store, (work) => foundPlatform(work, 'operator@platform.example', 'Operator'))
    }
    const none = { state: 'none' as const, server: '', milliseconds: null }
    const api = await createApi({
      store,
      workspace: { name: 'test', kind: 'local', sample: false, samplePeople: [] },
      version: '0',
      health: { check: () => ({ database: none, broker: none, version: '0' }) },
      dns: { txt: async () => ({ kind: 'none' }) },
      logDefect: (_id, procedure, error) => defects.push(`${procedure}: ${String(error)}`),
      ...more,
    })
    opened.push({ api, store })
    return { api, store }
  }
  const { api, store } = await openApi()
  const operator = await api.newSession({ host: 'test', as: 'operator@platform.example' })
  await api.call(operator, ['platform', 'create'], {
    name: 'Acme',
    slug: 'acme',
    admin: { email: 'ada@acme.example', name: 'Ada' },
  })
  const ada = await api.newSession({ host: 'test', as: 'ada@acme.example', org: 'acme' })
  return new World({
    api,
    operator,
    ada,
    defects,
    store,
    address,
    wait: (milliseconds) => {
      shift += milliseconds
    },
    second: async () => (await openApi()).api,
    close: async () => {
      for (const o of opened) {
        await o.api.stop()
        await o.store.close()
      }
      await drop()
    },
  })
}
