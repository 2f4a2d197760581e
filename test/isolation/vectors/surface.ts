/** Ways in that must not exist: totals, explanations, output stages. What there is, is listed; a new one shows up here. */
import { type Predicate, type ScopedCollection, Store, StoreUnit } from '../../../src-main/store/index.ts'
import { unknownFields } from './reading.ts'
import { allRefused, inTurn, must, nothingOfB } from './tries.ts'
import { COUNT_A, notes, type Vector, type World } from './world.ts'

/** Every function by which a service reaches records; each of them is tried in some vector. */
const REACH: { readonly [of: string]: readonly string[] } = {
  collection: [
    ...['get', 'require', 'first', 'list', 'each', 'count', 'group'],
    ...['insert', 'insertMany', 'update', 'updateMany', 'remove', 'removeWhere', 'changeWhere'],
  ],
  store: ['collection'],
  // The others say what the unit itself has written, and read nothing.
  unit: ['in', 'touched', 'touchedIn', 'grownBy', 'alters'],
  whole: ['kind', 'transaction', 'close'],
  adapter: ['kind', 'prepare', 'direct', 'transaction', 'watch', 'ping', 'close'],
  session: ['find', 'get', 'count', 'group', 'insert', 'update', 'updateWhere', 'delete'],
}

const namesOf = (prototype: object): string[] =>
  Object.getOwnPropertyNames(prototype).filter((name) => name !== 'constructor')

function unlisted(world: World): string[] {
  const collection: ScopedCollection<never> = world.a.collection(notes) as never
  const own = (value: object): object =>
    Object.getPrototypeOf(value) === Object.prototype ? value : Object.getPrototypeOf(value)
  const found: { readonly [of: string]: object } = {
    collection: own(collection),
    store: own(world.a),
    unit: StoreUnit.prototype,
    whole: Store.prototype,
    adapter: own(world.adapter),
    session: own(world.adapter.direct()),
  }
  return Object.entries(found).flatMap(([of, prototype]) =>
    namesOf(prototype)
      .filter((name) => !REACH[of]?.includes(name))
      .map((name) => `${of}.${name}`),
  )
}

const call = (target: object, name: string, ...given: readonly unknown[]): unknown => {
  const found: unknown = Reflect.get(target, name)
  if (typeof found !== 'function') throw new TypeError('no such function')
  return Reflect.apply(found, target, given)
}

export const surface: readonly Vector[] = [
  {
    id: 9,
    title: 'estimated counts and other totals',
    try: (world) =>
      inTurn(
        () => must(unlisted(world).length === 0, `untried ways in: ${unlisted(world).join(', ')}`),
        () =>
          allRefused(
            world,
            Object.fromEntries(
              [
                'estimatedDocumentCount',
                'estimatedCount',
                'stats',
                'size',
                'distinct',
                'aggregate',
                'watch',
                'drop',
              ].flatMap((name): [string, () => unknown][] => [
                [`collection ${name}`, () => call(world.a.collection(notes), name)],
                [`session ${name}`, () => call(world.adapter.direct(), name, notes)],
              ]),
            ),
          ),
        async () => must((await world.a.collection(notes).count()) === COUNT_A, 'the plain count is not A’s'),
      ),
  },
  {
    id: 13,
    title: 'stages that write: out and merge',
    try: (world) =>
      inTurn(
        () =>
          unknownFields(world, ['$out', '$merge', 'vectorNotes', '$$NOW', "x'; DROP TABLE vectorNotes; --"]),
        () =>
          allRefused(
            world,
            Object.fromEntries(
              [{ $out: 'vectorNotes' }, { $merge: { into: 'vectorNotes' } }, { all: [{ $out: 'copy' }] }].map(
                (form, i) => [
                  `condition ${i}`,
                  () => world.a.collection(notes).group('name', form as unknown as Predicate),
                ],
              ),
            ),
          ),
        async () =>
          must(
            (await world.b.collection(notes).count()) === world.notesB.length,
            'B’s records were written over',
          ),
      ),
  },
  {
    id: 21,
    title: 'statistics of an explained query, of a greeting or of an error',
    try: async (world) => {
      const ping = await world.store.ping()
      return inTurn(
        () =>
          must(
            Object.keys(ping).sort().join() === 'milliseconds,server',
            'the greeting tells more than the server',
          ),
        () => allRefused(world, { explain: () => call(world.a.collection(notes), 'explain') }),
        () =>
          nothingOfB(world, {
            'a list with “explain”': () =>
              world.a.collection(notes).list({ limit: 9, explain: true } as never),
            'an unknown field': () => world.a.collection(notes).group('nothing'),
            'a missing record': () => world.a.collection(notes).require(world.notesB[0]?.id ?? '', 'note'),
            'an invalid record': () => world.a.collection(notes).insert({ name: 1 } as never),
            'an oversized limit': () => world.a.collection(notes).list({ limit: 1e6 }),
          }),
      )
    },
  },
]
