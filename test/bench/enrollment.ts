/**
 * Sign-ups a second on both stores beside the bare transaction that writes the same documents and reads nothing: in
 * one run, on one database, in turns, one after the other and one of each domain at once.
 */
import { randomBytes, randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { v7 } from 'uuid'
import { signUp } from '../../src-main/enrollment/index.ts'
import type { Adapter } from '../../src-main/store/adapter.ts'
import { Store } from '../../src-main/store/index.ts'
import { openMongo } from '../../src-main/store/mongodb/index.ts'
import { COLLECTIONS } from '../../src-main/store/records/index.ts'
import { openSqlite } from '../../src-main/store/sqlite/index.ts'
import { platformUnit } from '../../src-main/work/index.ts'
import { startMongo, tempDir } from '../servers/index.ts'
import type { Bare } from './enrollment/bare.ts'
import { bareMongo } from './enrollment/bare-mongodb.ts'
import { bareSqlite } from './enrollment/bare-sqlite.ts'
import { type Owner, ownersOf } from './enrollment/owners.ts'
import { Copies, type Template, WRITTEN, type Writes } from './enrollment/written.ts'
import { type Figure, median, type Options } from './figure.ts'

/** A sign-up may take so many times as long as its writes alone. */
const GOAL = 1.5
const KEY = 'be'.repeat(32)
const FULL = { domains: 20, each: 10, rounds: 15 }
const QUICK = { domains: 10, each: 5, rounds: 3 }

type Plan = typeof FULL

export async function* run({ quick = false }: Options = {}): AsyncGenerator<Figure> {
  const plan = quick ? QUICK : FULL
  yield* onSqlite(plan)
  yield* onMongo(plan)
}

async function* onSqlite(plan: Plan): AsyncGenerator<Figure> {
  const folder = tempDir('bench')
  const file = join(folder.path, 'enrollment.db')
  const adapter = await openSqlite({ file, key: KEY })
  try {
    yield* compared('sqlite', adapter, () => Promise.resolve(bareSqlite(file, KEY)), plan)
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
    console.error('SKIPPED: enrollment on MongoDB, because there is no mongod on this machine.')
    return
  }
  const database = `bench_${randomUUID().slice(0, 8)}`
  const adapter = await openMongo({ uri, database })
  try {
    yield* compared('mongodb', adapter, () => bareMongo(uri, database), plan)
  } finally {
    await adapter.close()
    await server?.stop()
  }
}

async function* compared(
  name: string,
  adapter: Adapter,
  openBare: () => Promise<Bare>,
  plan: Plan,
): AsyncGenerator<Figure> {
  const store = new Store(adapter, { now: () => new Date(), newId: () => v7(), cursorKey: randomBytes(32) })
  await store.prepare(COLLECTIONS)
  const owners = await ownersOf(store, plan.domains)
  const bare = await openBare()
  try {
    const copies = await templates(store, bare, owners)
    for (const atOnce of [1, plan.domains]) {
      const [ours, theirs]: [number[], number[]] = [[], []]
      for (let round = -2; round < plan.rounds; round++)
        for (const place of round % 2 ? ([0, 1] as const) : ([1, 0] as const)) {
          const rate =
            place === 0
              ? await rateOf(
                  plan,
                  atOnce,
                  owners.map((owner) => () => enroll(store, owner)),
                )
              : await rateOf(plan, atOnce, await bareTurns(bare, owners, copies, plan))
          // The first rounds are to warm up.
          if (round >= 0) [ours, theirs][place]?.push(rate)
        }
      // Time against time, as the goal is said: the inverse of the rates.
      const ratio = median(ours.map((rate, i) => (theirs[i] ?? Number.NaN) / rate))
      yield {
        bench: 'enrollment',
        case: `${name}: sign-ups, ${atOnce === 1 ? 'one after the other' : `one of each of ${atOnce} domains at once`} / the bare transaction's writes (time)`,
        value: median(ours),
        unit: 'sign-ups/s',
        baseline: median(theirs),
        ratio,
        goal: GOAL,
        met: ratio <= GOAL,
      }
    }
  } finally {
    await bare.close()
  }
}

const CAUSE = { action: 'signUp.handled', host: 'bench', because: 'a sign-up' }

async function enroll(store: Store, { domain }: Owner): Promise<void> {
  const email = `${randomUUID().slice(0, 13)}@${domain}`
  const told = { signUpId: randomUUID(), email, name: 'Nell Ordinary', verified: true }
  const { outcome } = await platformUnit(store, CAUSE, (work) => signUp(work, told))
  if (outcome !== 'enrolled') throw new Error(`A sign-up was ${outcome}.`)
}

/** What a sign-up of each organization leaves; throws unless it leaves something in these collections alone. */
async function templates(store: Store, bare: Bare, owners: readonly Owner[]): Promise<Map<string, Copies>> {
  const before = await bare.counts()
  for (const owner of owners) await enroll(store, owner)
  const after = await bare.counts()
  const grown = [...after].filter(([name, count]) => count !== (before.get(name) ?? 0)).map(([name]) => name)
  if (grown.sort().join() !== [...WRITTEN].sort().join())
    throw new Error(`A sign-up writes into ${grown.join(', ')}.`)
  const made = new Map<string, Copies>()
  for (const { orgId } of owners) {
    const [member] = await bare.newest('members', orgId, 1)
    const find = async (collection: string, tenant: string, field: string) =>
      (await bare.newest(collection, tenant, 2 * owners.length)).filter(
        (d) => d[field] === member?.['userId'],
      )
    const [head] = await bare.newest('heads', orgId, 1)
    if (!member || !head) throw new Error('A sign-up left no member.')
    const documents: Template['documents'] = {
      users: await find('users', 'identities', 'id'),
      members: [member],
      auditRecords: await bare.newest('auditRecords', orgId, 1),
      outbox: await bare.newest('outbox', orgId, 2),
      signUps: await find('signUps', 'identities', 'userId'),
    }
    for (const name of WRITTEN) {
      const count = ((after.get(name) ?? 0) - (before.get(name) ?? 0)) / owners.length
      if (documents[name].length !== count)
        throw new Error(`A sign-up leaves ${count} ${name}, not ${documents[name].length}.`)
    }
    made.set(orgId, new Copies({ documents, head }))
  }
  return made
}

/** What the bare turns write, made beforehand; they go on where the organizations' trails are by now. */
async function bareTurns(
  bare: Bare,
  owners: readonly Owner[],
  copies: ReadonlyMap<string, Copies>,
  { each }: Plan,
): Promise<(() => Promise<void>)[]> {
  return Promise.all(
    owners.map(async ({ orgId }) => {
      const [head] = await bare.newest('heads', orgId, 1)
      const all: Writes[] = []
      for (let i = 0; i < each; i++) {
        const next = copies.get(orgId)?.next(Number(head?.['sequence']) + i)
        if (next) all.push(next)
      }
      return async () => {
        const next = all.shift()
        if (!next) throw new Error('There is nothing left to write.')
        await bare.write(next)
      }
    }),
  )
}

/** Each turn `each` times; `atOnce` of them at a time, every one by itself in order. */
async function rateOf(
  { each }: Plan,
  atOnce: number,
  turns: readonly (() => Promise<void>)[],
): Promise<number> {
  const start = performance.now()
  if (atOnce === 1) for (let i = 0; i < each; i++) for (const turn of turns) await turn()
  else
    await Promise.all(
      turns.map(async (turn) => {
        for (let i = 0; i < each; i++) await turn()
      }),
    )
  return (1000 * each * turns.length) / (performance.now() - start)
}
