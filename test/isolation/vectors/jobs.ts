/** Work away from the call that began it: callbacks, timers, exports, removals, transactions left open. */
import { setTimeout as pause } from 'node:timers/promises'
import { EVERYTHING, type ScopedStore, type StoreUnit } from '../../../src-main/store/index.ts'
import { allRefused, answerOf, contentsOf, gathered, inTurn, isSame, must, showsB } from './tries.ts'
import { COUNT_A, erased, type Held, notes, type Vector, type World } from './world.ts'

/** The same work by each of the ways in which a callback loses its surroundings. */
const LATER: { readonly [name: string]: <R>(work: () => Promise<R>) => Promise<R> } = {
  'at once': (work) => work(),
  microtask: (work) => new Promise((done, fail) => queueMicrotask(() => work().then(done, fail))),
  timer: (work) => pause(1).then(work),
  immediate: (work) => new Promise((done, fail) => setImmediate(() => work().then(done, fail))),
  'next tick': (work) => new Promise((done, fail) => process.nextTick(() => work().then(done, fail))),
}

async function sees(store: ScopedStore, org: string, size: number): Promise<boolean> {
  const [page, count] = [
    await store.collection(notes).list({ limit: 99 }),
    await store.collection(notes).count(),
  ]
  return page.items.every((note) => note.orgId === org) && page.items.length === size && count === size
}

async function interleaved(world: World): Promise<Held> {
  const jobs = Array.from({ length: 4 }, () => Object.entries(LATER)).flat()
  const results = await Promise.all(
    jobs.map(async ([name, later], i) => {
      const [scope, org, size] =
        i % 2 === 0
          ? [world.scopeA, world.orgA, COUNT_A]
          : ([world.scopeB, world.orgB, world.notesB.length] as const)
      const alone = await later(() => sees(world.store.in(scope), org, size))
      const inside = await world.store.transaction((unit) => later(() => sees(unit.in(scope), org, size)))
      return alone && inside ? undefined : name
    }),
  )
  const lost = results.filter((name) => name !== undefined)
  return must(lost.length === 0, `work in a ${lost.join(', ')} saw another organization`)
}

export const jobs: readonly Vector[] = [
  {
    id: 28,
    title: 'the organization lost in callbacks and timers',
    try: (world) =>
      inTurn(
        () => interleaved(world),
        () => interleaved(world),
      ),
  },
  {
    id: 30,
    title: 'a background job, an export or a removal without a scope',
    try: async (world) => {
      const exported = await gathered(world.a.collection(notes).each(EVERYTHING, undefined, 1))
      const before = await contentsOf(world, world.orgB)
      const kept: StoreUnit[] = []
      await world.store.transaction(async (unit) => void kept.push(unit))
      const [left] = kept
      return inTurn(
        () => must(exported.length === COUNT_A && !showsB(world, exported), 'the export holds what B has'),
        () =>
          allRefused(world, {
            'no scope': () => world.store.in(undefined as never),
            'no scope in a transaction': () =>
              world.store.transaction(async (unit) => unit.in(null as never)),
            'a removal across': () =>
              world.adapter.direct().delete(erased(notes), { across: 'clean up' } as never, EVERYTHING),
            'an update across': () =>
              world.adapter
                .direct()
                .updateWhere(erased(notes), { across: 'job' } as never, EVERYTHING, { rank: 0 }),
            'changes across': () =>
              world.adapter
                .direct()
                .update(erased(notes), { across: 'job' } as never, [
                  { id: world.notesB[0]?.id ?? '', set: { rank: 0 } },
                ]),
            'a read of one across': () =>
              world.adapter
                .direct()
                .get(erased(notes), { across: 'job' } as never, world.notesB[0]?.id ?? ''),
          }),
        async () => {
          const late = await answerOf(() => left?.in(world.scopeA).collection(notes).list({ limit: 99 }))
          return must(!showsB(world, late), 'a unit that outlived its transaction shows what B has')
        },
        async () => {
          const gone = await world.a.collection(notes).removeWhere(EVERYTHING)
          return must(
            gone === COUNT_A && isSame(await contentsOf(world, world.orgB), before),
            'a removal of all took B’s',
          )
        },
      )
    },
  },
]
