/**
 * Decisions per second of the permission service beside casbin, CASL and two programs written by hand,
 * in one run and in turns; every engine first answers all its requests like the hand-written one.
 * Runs alone too: `node test/bench/access.ts [--quick] [--json]`.
 */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { casbinCached, casbinPerOrganization, casbinStandard } from './access/casbin.ts'
import { caslPerRole, caslWithConditions } from './access/casl.ts'
import { castellan, castellanWithFacts, castellanWithReason, hold } from './access/castellan.ts'
import { type Engine, requireAlike } from './access/engine.ts'
import { mapsAndBits, typedArrays } from './access/limits.ts'
import { type Rates, ratesOf, type Turns } from './access/rates.ts'
import { makeRequests, makeWorld, type Request, type World } from './access/world.ts'

export interface Options {
  /** A size that ends within a quarter of a minute: fewer requests, fewer rounds, a tenth of the large population. */
  readonly quick?: boolean
}
export interface Figure {
  readonly bench: 'access'
  readonly case: string
  readonly value: number
  readonly unit: string
  readonly baseline: number | null
  readonly ratio: number | null
  readonly goal: number | null
  readonly met: boolean | null
}

const figure = (name: string, value: number, unit = 'decisions/s'): Figure => ({
  bench: 'access',
  case: name,
  value,
  unit,
  baseline: null,
  ratio: null,
  goal: null,
  met: null,
})
const against = (
  label: string,
  rates: Rates,
  [name, baseline]: readonly [string, string],
  goal: number | null,
): Figure => {
  const ratio = rates.ratio(name, baseline)
  return {
    ...figure(label, rates.of(name)),
    baseline: rates.of(baseline),
    ratio,
    goal,
    met: goal === null ? null : ratio >= goal,
  }
}

export async function* run({ quick = false }: Options = {}): AsyncGenerator<Figure> {
  const turns: Turns = quick ? { rounds: 7, sliceMs: 40 } : { rounds: 25, sliceMs: 80 }
  const count = quick ? 5_000 : 50_000
  const world = makeWorld(100, 50)
  for (const spread of [false, true]) {
    const requests = makeRequests(world, count, spread)
    yield* compared(spread ? 'spread over all' : 'own organizations', world, requests, turns, quick)
  }
  yield* enlarged(world, count, turns, quick)
}

async function* compared(
  where: string,
  world: World,
  requests: readonly Request[],
  turns: Turns,
  quick: boolean,
): AsyncGenerator<Figure> {
  const held = hold(world)
  const limit = mapsAndBits(world, requests)
  const engines: Engine[] = [
    castellan('castellan', held, requests),
    castellanWithReason(held, requests),
    castellanWithFacts(held, requests),
    limit,
    typedArrays(world, requests),
    caslWithConditions(world, requests),
    caslPerRole(world, requests),
    await casbinPerOrganization(world, requests),
    await casbinCached(world, requests),
    await casbinStandard(world, requests, quick ? 20 : 200),
  ]
  for (const engine of engines) await requireAlike(engine, limit)
  const rates = await ratesOf(engines, turns)
  for (const { name, asked } of engines)
    yield figure(`${where}: ${name} (${asked} requests answered alike)`, rates.of(name))
  const goals: readonly (readonly [string, string, number | null])[] = [
    ['castellan', 'casbin, an enforcer per organization', 1000],
    ['castellan', 'casl with conditions', 20],
    ['castellan', 'casl per role', 1],
    ['castellan', 'maps and bits', 0.8],
    ['castellan with reason', 'maps and bits', 0.6],
    ['castellan with resource facts', 'maps and bits', null],
  ]
  for (const [name, baseline, goal] of goals)
    yield against(`${where}: ${name} / ${baseline}`, rates, [name, baseline], goal)
}

/** The same question over 10,000 organizations with 100 members each, beside the small population. */
async function* enlarged(small: World, count: number, turns: Turns, quick: boolean): AsyncGenerator<Figure> {
  const large = makeWorld(quick ? 1_000 : 10_000, 100)
  const requests = makeRequests(large, count, false)
  const few = makeRequests(small, count, false)
  const before = await heapBytes()
  const held = hold(large)
  const contexts = [...held.values()].reduce((sum, members) => sum + members.size, 0)
  const bytes = (await heapBytes()) - before
  const big = castellan('large', held, requests)
  const engines = [castellan('small', hold(small), few), big]
  const right = mapsAndBits(large, requests)
  await requireAlike(big, right)
  const rates = await ratesOf([...engines, right], turns)
  const name = `${contexts} contexts in ${large.organizations.length} organizations`
  yield against(`${name} / 100 organizations`, rates, ['large', 'small'], 0.5)
  yield against(`${name} / maps and bits of the same size`, rates, ['large', 'maps and bits'], null)
  yield figure(`${name}: memory of all contexts`, bytes / 1e6, 'MB')
  yield figure(`${name}: memory of a context`, bytes / contexts, 'bytes')
}

/** Bytes in use on the heap and in array buffers after a collection. */
async function heapBytes(): Promise<number> {
  setFlagsFromString('--expose-gc')
  const collect: unknown = runInNewContext('gc')
  if (typeof collect !== 'function') throw new Error('The heap cannot be collected here.')
  collect()
  // Buffers are given back in the turn after the collection.
  await new Promise((resolve) => setTimeout(resolve, 50))
  collect()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}

if (import.meta.main) {
  const json = process.argv.includes('--json')
  for await (const f of run({ quick: process.argv.includes('--quick') })) {
    const goal = f.goal === null ? '' : `goal ${f.goal} ${f.met ? 'met' : 'MISSED'}`
    const ratio = f.ratio === null ? '' : `${f.ratio.toPrecision(4)}×`
    console.log(
      json
        ? JSON.stringify(f)
        : [
            f.case.padEnd(80),
            Math.round(f.value).toLocaleString('en').padStart(14),
            f.unit.padEnd(12),
            ratio.padStart(9),
            goal,
          ].join(' '),
    )
  }
}
