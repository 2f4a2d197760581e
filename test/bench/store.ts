/**
 * What the scoped store costs beside the bare drivers on the same documents: the same page, record,
 * insert and change, each contestant in turn, one at a time, first and second alike often.
 */
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { Adapter } from '../../src-main/store/adapter.ts'
import { openMongo } from '../../src-main/store/mongodb/index.ts'
import { openSqlite } from '../../src-main/store/sqlite/index.ts'
import { startMongo, tempDir } from '../servers/index.ts'
import { type Figure, median, type Options } from './figure.ts'
import { type Contestant, PAGE, throughStore } from './store/contestant.ts'
import { rawMongo } from './store/raw-mongodb.ts'
import { rawSqlite } from './store/raw-sqlite.ts'
import { fill, type Size } from './store/sample.ts'

const GOAL = 1.15
const KEY = 'be'.repeat(32)

interface Turns {
  readonly pages: number
  readonly reads: number
  readonly writes: number
}
interface Plan extends Size {
  readonly sqlite: Turns
  readonly mongodb: Turns
}
/** Some seconds for each: the steady state is meant, and what runs in this process alone is compiled on the way to it. */
const FULL: Plan = {
  organizations: 1_000,
  documentsEach: 1_000,
  sqlite: { pages: 2_000, reads: 20_000, writes: 5_000 },
  mongodb: { pages: 400, reads: 4_000, writes: 1_500 },
}
const FEW: Turns = { pages: 100, reads: 1_000, writes: 300 }
const QUICK: Plan = { organizations: 100, documentsEach: 200, sqlite: FEW, mongodb: FEW }

export async function* run({ quick = false }: Options = {}): AsyncGenerator<Figure> {
  const plan = quick ? QUICK : FULL
  yield* onSqlite(plan)
  yield* onMongo(plan)
}

async function* onSqlite(plan: Plan): AsyncGenerator<Figure> {
  const folder = tempDir('bench')
  const file = join(folder.path, 'store.db')
  // Whoever wrote the documents is closed before: both contestants begin with connections of the same history.
  const writer = await openSqlite({ file, key: KEY })
  await fill(writer, plan).finally(() => writer.close())
  const adapter = await openSqlite({ file, key: KEY })
  try {
    const raw = rawSqlite(file, KEY)
    yield* compared('sqlite', adapter, raw, plan)
    raw.close()
  } finally {
    await adapter.close()
    folder.remove()
  }
}

async function* onMongo(plan: Plan): AsyncGenerator<Figure> {
  const given = process.env['CASTELLAN_TEST_MONGODB']
  const server = given ? undefined : await startMongo()
  const uri = given ?? server?.uri
  if (!uri) {
    console.error('SKIPPED: the store on MongoDB, because there is no mongod on this machine.')
    return
  }
  const database = `bench_${randomUUID().slice(0, 8)}`
  const adapter = await openMongo({ uri, database })
  const raw = await rawMongo(uri, database)
  try {
    await fill(adapter, plan)
    yield* compared('mongodb', adapter, raw, plan)
  } finally {
    await adapter.close()
    await raw.close()
    await server?.stop()
  }
}

async function* compared(
  store: 'sqlite' | 'mongodb',
  adapter: Adapter,
  raw: Contestant,
  plan: Plan,
): AsyncGenerator<Figure> {
  const ours = throughStore(adapter)
  const { organizations, documentsEach } = plan
  const turns = plan[store]
  const where = `${store}, ${(organizations * documentsEach).toLocaleString('en')} documents`
  const [org, number] = [() => below(organizations), () => below(documentsEach)]
  const figure = async (
    name: string,
    times: number,
    work: (c: Contestant) => Promise<() => Promise<unknown>>,
  ): Promise<Figure> => {
    const [value, baseline] = await inTurns([ours, raw], times, work)
    const ratio = value / baseline
    return {
      bench: 'store',
      case: `${where}: ${name}`,
      value,
      unit: 'µs',
      baseline,
      ratio,
      goal: GOAL,
      met: ratio <= GOAL,
    }
  }
  yield await figure(`list a page of ${PAGE}`, turns.pages, async (c) => {
    const at = org()
    return async () => {
      if ((await c.list(at)) !== PAGE) throw new Error('the page is not full')
    }
  })
  yield await figure('get', turns.reads, async (c) => {
    const [at, which] = [org(), number()]
    return () => c.get(at, which)
  })
  yield await figure('insert', turns.writes, async (c) => {
    const [at, which] = [org(), number()]
    return () => c.insert(at, which)
  })
  yield await figure('update', turns.writes, async (c) => {
    const [at, which] = [org(), number()]
    const read = await c.get(at, which)
    return () => c.update(at, read, which)
  })
}

const below = (end: number): number => Math.floor(Math.random() * end)

/** The median time of each in microseconds. `work` prepares outside of the measured time. */
async function inTurns(
  contestants: readonly [Contestant, Contestant],
  turns: number,
  work: (contestant: Contestant) => Promise<() => Promise<unknown>>,
): Promise<readonly [number, number]> {
  const times: [number[], number[]] = [[], []]
  const warmUp = Math.ceil(turns / 5)
  for (let turn = -warmUp; turn < turns; turn++)
    for (const place of turn % 2 ? ([0, 1] as const) : ([1, 0] as const)) {
      const act = await work(contestants[place])
      const start = performance.now()
      await act()
      if (turn >= 0) times[place].push(1000 * (performance.now() - start))
    }
  return [median(times[0]), median(times[1])]
}
