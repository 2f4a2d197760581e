/** Opens a store of its own for the suite, with the wire probe listening to everything that it sends. */
import { EventEmitter } from 'node:events'
import type { Adapter } from '../../src-main/store/adapter.ts'
import { openMongo } from '../../src-main/store/mongodb/index.ts'
import { openSqlite } from '../../src-main/store/sqlite/index.ts'
import { dropDatabase, startMongo } from '../servers/index.ts'
import type { Probe } from './probe.ts'
import { probeMongo } from './probe-mongodb.ts'
import { probeSqlite } from './probe-sqlite.ts'

export interface Probed {
  readonly adapter: Adapter
  readonly probe: Probe
  close(): Promise<void>
}

export async function openProbed(store: 'sqlite' | 'mongodb'): Promise<Probed> {
  if (store === 'sqlite') {
    const probe = probeSqlite()
    const adapter = await openSqlite({ file: ':memory:', trace: probe.trace })
    return { adapter, probe, close: () => adapter.close() }
  }
  const given = process.env['CASTELLAN_TEST_MONGODB']
  const server = given ? undefined : await startMongo()
  const uri = given ?? server?.uri
  if (!uri) throw new Error('No MongoDB to be had: install mongod, or set MONGODB_URI to a replica set.')
  const monitor = new EventEmitter()
  const probe = probeMongo(monitor)
  const database = `isolation_${process.pid}_${Date.now()}`
  const adapter = await openMongo({ uri, database, monitor })
  const close = async (): Promise<void> => {
    await adapter.close()
    await dropDatabase(uri, database)
    await server?.stop()
  }
  return { adapter, probe, close }
}
