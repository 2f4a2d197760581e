/**
 * `node test/isolation/try-mutants.ts sqlite|mongodb`: tries the vectors and the wire probe on the adapter
 * as it is and on each mutant of it. Prints one JSON line each: the mutant or null, and what each of the
 * two noticed.
 */
import { randomUUID } from 'node:crypto'
import { EventEmitter } from 'node:events'
import type { Adapter } from '../../src-main/store/adapter.ts'
import type { MongoAddress } from '../../src-main/store/mongodb/index.ts'
import type { SqliteOptions } from '../../src-main/store/sqlite/index.ts'
import { dropDatabase, startMongo } from '../servers/index.ts'
import { loadAdapter, type Mutant, mutantsOf } from './mutant.ts'
import type { Probe } from './probe.ts'
import { probeMongo } from './probe-mongodb.ts'
import { probeSqlite } from './probe-sqlite.ts'
import { prepareForVectors, tryVector, VECTORS } from './vectors/index.ts'

interface Opened {
  readonly adapter: Adapter
  readonly probe: Probe
}
type Open = (mutant?: Mutant) => Promise<Opened>
interface Place {
  readonly open: Open
  close(): Promise<void>
}

function onSqlite(): Place {
  const open: Open = async (mutant) => {
    const { openSqlite } = await loadAdapter('sqlite', mutant)
    const probe = probeSqlite()
    const opening = openSqlite as (options: SqliteOptions) => Promise<Adapter>
    return { adapter: await opening({ file: ':memory:', trace: probe.trace }), probe }
  }
  return { open, close: async () => undefined }
}

async function onMongo(): Promise<Place> {
  const given = process.env['CASTELLAN_TEST_MONGODB']
  const server = given ? undefined : await startMongo()
  const uri = given ?? server?.uri
  if (!uri) throw new Error('No MongoDB to be had: install mongod, or set MONGODB_URI to a replica set.')
  const database = `mutants_${randomUUID().slice(0, 8)}`
  const open: Open = async (mutant) => {
    const { openMongo } = await loadAdapter('mongodb', mutant)
    const monitor = new EventEmitter()
    const probe = probeMongo(monitor)
    const opening = openMongo as (address: MongoAddress) => Promise<Adapter>
    return { adapter: await opening({ uri, database, monitor }), probe }
  }
  const close = async (): Promise<void> => {
    await dropDatabase(uri, database)
    await server?.stop()
  }
  return { open, close }
}

/** Who noticed a mutant: the first vectors that leaked, and the probe's first word. Each is asked until it has spoken. */
export interface Noticed {
  readonly vectors: readonly string[]
  readonly probe: readonly string[]
}

async function noticed(open: Open, mutant?: Mutant): Promise<Noticed> {
  const { adapter, probe } = await open(mutant)
  const words = (): readonly string[] => probe.violations().slice(0, 1)
  try {
    await prepareForVectors(adapter)
    let vectors: readonly string[] = []
    for (const vector of VECTORS) {
      // What a vector has shown once is shown.
      if (vectors.length > 0 && words().length > 0) break
      const { id, result } = await tryVector(adapter, vector)
      if (vectors.length === 0 && result !== 'held') vectors = [`${id}: ${result}`]
    }
    return { vectors, probe: words() }
  } finally {
    await adapter.close()
  }
}

const kind = process.argv[2]
if (kind !== 'sqlite' && kind !== 'mongodb') throw new Error('Say which: sqlite or mongodb.')
const place = kind === 'sqlite' ? onSqlite() : await onMongo()
try {
  for (const mutant of [undefined, ...mutantsOf(kind)])
    console.log(JSON.stringify({ mutant: mutant?.name ?? null, ...(await noticed(place.open, mutant)) }))
} finally {
  await place.close()
}
