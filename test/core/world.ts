/** A core of its own for a test: an empty store on either database, the platform, and one organization. */
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { v7 } from 'uuid'
import { type Api, type ApiParts, createApi, type Session } from '../../src-main/api/index.ts'
import { Across } from '../../src-main/store/across/index.ts'
import { type ScopedStore, Store } from '../../src-main/store/index.ts'
import { COLLECTIONS } from '../../src-main/store/records/index.ts'
import { foundPlatform, inUnit } from '../../src-main/workspace/founding.ts'
import { CastellanError, type ErrorCode } from '../../src-preload/contract/errors.ts'
import { dropDatabase, type LentDatabase, lendDatabase } from '../servers/drop-database.ts'
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

/** Where a world is: its data, what makes it ready, and what takes it away again. */
interface Place {
  readonly address: Address
  /** The platform and acme are there already, as a world before left them. */
  readonly founded: boolean
  /** Told once the platform and acme were made. */
  keep(): Promise<void>
  drop(): Promise<void>
}

const NAMES = COLLECTIONS.map(({ name }) => name)
/** Databases with their collections and without a document, for the next world of this process. */
const emptied: string[] = []
/** What the platform and acme are in MongoDB: put there as they are, they cost eight questions instead of a hundred. */
let beginning: Awaited<ReturnType<LentDatabase['documents']>> | undefined

async function openMongoPlace(uri: string, anew: boolean): Promise<Place> {
  const again = anew ? undefined : beginning && emptied.pop()
  const database = again ?? `core_${randomUUID().slice(0, 8)}`
  const lent = await lendDatabase(uri, database)
  if (again && beginning) await lent.put(beginning)
  return {
    address: { uri, database },
    founded: again !== undefined,
    keep: async () => {
      beginning ??= await lent.documents(NAMES)
    },
    drop: async () => {
      // A server that was there before is left as it was.
      if (process.env['MONGODB_URI']) await dropDatabase(uri, database)
      else if (await lent.empty(NAMES)) emptied.push(database)
      await lent.close()
    },
  }
}

function openPlace(kind: StoreKind, anew: boolean): Promise<Place> | Place {
  if (kind === 'mongodb') return openMongoPlace(process.env['CASTELLAN_TEST_MONGODB'] ?? '', anew)
  const dir = mkdtempSync(join(tmpdir(), 'castellan-core-'))
  return {
    address: { file: join(dir, 'core.db') },
    founded: false,
    keep: async () => undefined,
    drop: async () => rmSync(dir, { recursive: true, force: true }),
  }
}

/**
 * @param more further parts of the core, such as a broker; without one of its own no name in DNS has a record
 * @param anew whether acme has to be another organization than any world's before, as where a broker outlives worlds
 */
export async function openWorld(
  kind: StoreKind,
  more: Partial<ApiParts> = {},
  { anew = false }: { readonly anew?: boolean } = {},
): Promise<World> {
  const place = await openPlace(kind, anew)
  const { address } = place
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
    if (opened.length === 0 && !place.founded) {
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
  if (!place.founded) {
    const admin = { email: 'ada@acme.example', name: 'Ada' }
    await api.call(operator, ['platform', 'create'], { name: 'Acme', slug: 'acme', admin })
    await place.keep()
  }
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
      await place.drop()
    },
  })
}
