/** The adapter itself: one client, majority reads, journaled majority writes. */
import type { EventEmitter } from 'node:events'
import { type Db, MongoClient, type MongoClientOptions } from 'mongodb'
import type { Adapter, AdapterSession, Changed } from '../adapter.ts'
import type { CollectionSpec } from '../spec.ts'
import { toFailure, unavailable } from './failure.ts'
import { Lanes } from './lanes.ts'
import { prepareDatabase } from './prepare.ts'
import { MongoSession } from './session.ts'
import { inTransaction, type Work } from './transaction.ts'
import { Watch } from './watch.ts'

export interface MongoAddress {
  /** A connection string of a replica set or a `mongos`. It is a secret: it may hold a password. */
  readonly uri: string
  readonly database: string
  /** Is sent the driver's `commandStarted` and `commandSucceeded` events, with all that commands hold. */
  readonly monitor?: EventEmitter
}

const OPTIONS: MongoClientOptions = {
  appName: 'castellan',
  readConcern: { level: 'majority' },
  writeConcern: { w: 'majority', journal: true },
  readPreference: 'primary',
  ignoreUndefined: true,
  serverSelectionTimeoutMS: 5000,
}

class MongoAdapter implements Adapter {
  readonly kind = 'mongodb'
  readonly #client: MongoClient
  readonly #db: Db
  readonly #direct: AdapterSession
  readonly #watches = new Set<Watch>()
  readonly #lanes = new Lanes()

  constructor(client: MongoClient, database: string) {
    this.#client = client
    this.#db = client.db(database)
    this.#direct = new MongoSession(this.#db, undefined, (work) => this.transaction(work))
  }

  async prepare(specs: readonly CollectionSpec[]): Promise<void> {
    await told(() => prepareDatabase(this.#db, specs))
  }

  direct(): AdapterSession {
    return this.#direct
  }

  transaction<R>(work: (session: AdapterSession) => Promise<R>, lane?: string): Promise<R> {
    const lanes = this.#lanes
    const attempt: Work<R> = (session, outcome) => work(new MongoSession(this.#db, { session, outcome }))
    return lane === undefined
      ? inTransaction(this.#client, lanes, attempt)
      : lanes.alone(`asked ${lane}`, () => inTransaction(this.#client, lanes, attempt))
  }

  async watch(spec: CollectionSpec, changed: Changed, lost: () => void): Promise<() => Promise<void>> {
    const watch = new Watch(this.#db, spec, changed, lost)
    await watch.start()
    this.#watches.add(watch)
    return async () => {
      this.#watches.delete(watch)
      await watch.stop()
    }
  }

  ping(): Promise<{ readonly server: string; readonly milliseconds: number }> {
    return told(async () => {
      const start = performance.now()
      await this.#db.command({ ping: 1 })
      const milliseconds = performance.now() - start
      const { version } = await this.#db.admin().command({ buildInfo: 1 })
      return { server: `MongoDB ${version}`, milliseconds }
    })
  }

  async close(): Promise<void> {
    await Promise.all([...this.#watches].map((watch) => watch.stop()))
    this.#watches.clear()
    await this.#client.close()
  }
}

async function told<R>(work: () => Promise<R>): Promise<R> {
  try {
    return await work()
  } catch (error) {
    throw toFailure(error)
  }
}

function connect({ uri, monitor }: MongoAddress): MongoClient {
  try {
    const client = new MongoClient(uri, { ...OPTIONS, monitorCommands: monitor !== undefined })
    if (monitor)
      for (const name of ['commandStarted', 'commandSucceeded'] as const)
        client.on(name, (event: unknown) => monitor.emit(name, event))
    return client
  } catch {
    throw unavailable('The address of the database is not a valid MongoDB address.')
  }
}

/** Throws `UNAVAILABLE`, without any part of the address, when there is no replica set to work with. */
export async function openMongo(address: MongoAddress): Promise<Adapter> {
  const client = connect(address)
  try {
    const hello = await client.db(address.database).command({ hello: 1 })
    if (hello['setName'] === undefined && hello['msg'] !== 'isdbgrid')
      throw unavailable('The database is a single server. Transactions need a replica set.')
    return new MongoAdapter(client, address.database)
  } catch (error) {
    await client.close()
    throw toFailure(error)
  }
}
