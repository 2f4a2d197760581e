import { join } from 'node:path'
import { type Db, MongoClient } from 'mongodb'
import { type Child, startChild } from './child.ts'
import { freePort } from './free-port.ts'
import { findMongod } from './mongod.ts'
import { say } from './say.ts'
import { tempDir } from './temp-dir.ts'
import { untilReady } from './until-ready.ts'

const READY_MS = 60_000
// All that a run writes has room in it: of one gigabyte the server spent a fifteenth of its time on clearing out.
const CACHE_GB = '4'

/** A one-node replica set. The address names no database: every test takes one of its own. */
export interface MongoServer {
  readonly uri: string
  readonly port: number
  /** The process now serving; 0 when it is a server that was running before. */
  readonly pid: number
  /** Ends it and removes its data; nothing happens to a server that was running before. */
  stop(): Promise<void>
  /** SIGKILL, leaving the data as a crash would. */
  kill(): Promise<void>
  /** Starts it again over the same data and port and waits until it is primary. */
  restart(): Promise<void>
}

/** Where a server keeps its data. */
export interface MongoOptions {
  /** An existing folder to use and to leave there; a temporary one if left out. */
  readonly dir?: string
}

/**
 * Starts mongod as a primary on a free port of 127.0.0.1, or answers the server that MONGODB_URI names.
 *
 * @returns undefined where there is no mongod and CI is not set
 */
export async function startMongo(options: MongoOptions = {}): Promise<MongoServer | undefined> {
  const given = process.env['MONGODB_URI']
  if (given && !options.dir) return foreign(given)
  const mongod = await findMongod()
  if (!mongod) return undefined

  const temp = options.dir ? undefined : tempDir('mongo')
  const dir = options.dir ?? temp?.path ?? ''
  const port = await freePort()
  const uri = `mongodb://127.0.0.1:${port}/?replicaSet=rs0`
  const launch = (): Promise<Child> =>
    startChild(mongod, settings(dir, port), { log: join(dir, 'mongod.log') })
  let child = await launch()
  await primary(child, port)
  say('mongod', `primary on port ${port}`)
  return {
    uri,
    port,
    get pid() {
      return child.pid
    },
    async stop() {
      await child.stop()
      temp?.remove()
    },
    kill: () => child.kill(),
    async restart() {
      await child.stop()
      child = await launch()
      await primary(child, port)
    },
  }
}

function settings(dir: string, port: number): readonly string[] {
  const network = ['--bind_ip', '127.0.0.1', '--port', String(port), '--nounixsocket', '--replSet', 'rs0']
  // Nobody reads what the server notes about itself each second.
  const silent = ['--quiet', '--setParameter', 'diagnosticDataCollectionEnabled=false']
  return [...network, ...silent, '--dbpath', dir, '--wiredTigerCacheSizeGB', CACHE_GB]
}

/** Makes the replica set if it is new and waits until this node accepts writes. */
async function primary(child: Child, port: number): Promise<void> {
  await untilReady('mongod', child, READY_MS, async () => {
    // A client of its own for each attempt: one that failed to connect stays closed.
    const client = new MongoClient(`mongodb://127.0.0.1:${port}`, {
      directConnection: true,
      serverSelectionTimeoutMS: 1_000,
    })
    try {
      const admin = client.db('admin')
      await initiate(admin, port)
      const hello = await admin.command({ hello: 1 })
      if (hello['isWritablePrimary'] !== true) throw new Error('not primary yet')
    } finally {
      await client.close()
    }
  })
}

const ALREADY_INITIALIZED = 23

async function initiate(admin: Db, port: number): Promise<void> {
  const config = { _id: 'rs0', members: [{ _id: 0, host: `127.0.0.1:${port}` }] }
  try {
    await admin.command({ replSetInitiate: config })
  } catch (error) {
    const known = error instanceof Error && 'code' in error && error.code === ALREADY_INITIALIZED
    if (!known) throw error
  }
}

function foreign(uri: string): MongoServer {
  const refuse = async (): Promise<void> => {
    throw new Error('MONGODB_URI names a server that the tests did not start and will not kill')
  }
  const port = Number(new URL(uri).port || 27_017)
  return { uri, port, pid: 0, stop: async () => undefined, kill: refuse, restart: refuse }
}
