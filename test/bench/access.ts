/**
 * Decisions per second of the permission service beside casbin, CASL and two programs written by hand,
 * in one run and in turns; every engine first answers all its requests like the hand-written one.
 */
import { casbinCached, casbinPerOrganization, casbinStandard } from './access/casbin.ts'
import { caslPerRole, caslWithConditions } from './access/casl.ts'
import {
  castellan,
  castellanAtHand,
  castellanWithFacts,
  castellanWithReason,
  hold,
} from './access/castellan.ts'
import { type Engine, requireAlike } from './access/engine.ts'
import { mapsAndBits, typedArrays } from './access/limits.ts'
import { readAtRandom } from './access/memory.ts'
import { type Rates, ratesOf, type Turns } from './access/rates.ts'
import { makeRequests, makeWorld, type Request, seeded, type World } from './access/world.ts'
import type { Figure, Options } from './figure.ts'
import { heapBytes } from './heap.ts'

/** What one call of `resources.get` asks: whether it may be read, the call's own permission, six buttons. */
const IN_A_ROW = 8

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

/** The same over 10,000 organizations with 100 members each, beside the small population. */
async function* enlarged(small: World, count: number, turns: Turns, quick: boolean): AsyncGenerator<Figure> {
  const large = makeWorld(quick ? 1_000 : 10_000, 100)
  const before = await heapBytes()
  const heldLarge = hold(large)
  const contexts = large.organizations.reduce((sum, { members }) => sum + members.length, 0)
  const bytes = (await heapBytes()) - before
  const heldSmall = hold(small)
  const name = `${contexts} contexts in ${large.organizations.length} organizations`
  for (const inARow of [1, IN_A_ROW]) {
    const few = makeRequests(small, count, false, inARow)
    const many = makeRequests(large, count, false, inARow)
    const big = castellan('large', heldLarge, many)
    const right = mapsAndBits(large, many)
    await requireAlike(big, right)
    const bigAtHand = castellanAtHand('large, at hand', heldLarge, many)
    await requireAlike(bigAtHand, right)
    const smallAtHand = castellanAtHand('small, at hand', heldSmall, few)
    const smallByHand = { ...mapsAndBits(small, few), name: 'maps and bits, small' }
    const rates = await ratesOf(
      [castellan('small', heldSmall, few), big, smallAtHand, bigAtHand, smallByHand, right],
      turns,
    )
    const how = inARow === 1 ? 'everyone in turn by chance' : `each member ${inARow} times in a row`
    const ratios: readonly (readonly [string, string, string, number | null])[] = [
      [`${name}, ${how} / 100 organizations`, 'large', 'small', 0.5],
      [`${name}, ${how}, the context at hand / 100 organizations`, bigAtHand.name, smallAtHand.name, 0.5],
      [`${name}, ${how} / maps and bits of the same size`, 'large', right.name, null],
      [`maps and bits of the same size, ${how} / 100 organizations`, right.name, smallByHand.name, null],
    ]
    for (const [label, engine, baseline, goal] of ratios)
      yield against(label, rates, [engine, baseline], goal)
  }
  for (const megabytes of [1, 16, 256])
    yield figure(
      `this machine: a read at random in ${megabytes} MB`,
      readAtRandom(megabytes, seeded(3)),
      'ns',
    )
  yield figure(`${name}: memory of all contexts`, bytes / 1e6, 'MB')
  yield figure(`${name}: memory of a context`, bytes / contexts, 'bytes')
}
