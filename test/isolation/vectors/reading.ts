/** Reads that lost their scope elsewhere: by id, by a condition beside it, by counts, groups and joins. */
import {
  all,
  any,
  EVERYTHING,
  eq,
  isIn,
  NOTHING,
  not,
  type Predicate,
  prefix,
  range,
  text,
} from '../../../src-main/store/index.ts'
import { mintScope } from '../../../src-main/store/mint-scope.ts'
import { allRefused, gathered, inTurn, isSame, must, nothingOfB, type Ways } from './tries.ts'
import { asA, CANARY, COUNT_A, erased, folders, notes, SUM_A, type Vector, type World } from './world.ts'

const spec = erased(notes)
const own = (world: World) => world.a.collection(notes)
const raw = (value: unknown): Predicate => value as Predicate
const sort = { field: 'id', direction: 'asc' } as const

/** A condition tried in each function that takes one; what it finds must be A's alone. */
const everywhere = (world: World, name: string, where: Predicate): Ways => ({
  [`list ${name}`]: () => own(world).list({ where, limit: 100 }),
  [`first ${name}`]: () => own(world).first(where),
  [`each ${name}`]: () => gathered(own(world).each(where, undefined, 2)),
  [`group ${name}`]: () => own(world).group('name', where, 'rank'),
  [`group a list field ${name}`]: () => own(world).group('tags', where),
  [`find ${name}`]: () => world.adapter.direct().find(spec, asA(world), { where, sort, limit: 100 }),
  [`group at the adapter ${name}`]: () =>
    world.adapter.direct().group(spec, asA(world), { where, by: 'code' }),
})

/** In no function may the condition reach B, and none may count B's. */
async function reachesOnlyA(world: World, conditions: { readonly [name: string]: Predicate }) {
  for (const [name, where] of Object.entries(conditions)) {
    const held = await nothingOfB(world, everywhere(world, name, where))
    if (held !== 'held') return held
    const seen = (await own(world).list({ where, limit: 100 })).items.length
    const counted = [
      await own(world).count(where),
      await world.adapter.direct().count(spec, asA(world), where),
      (await own(world).group(undefined, where))[0]?.count,
    ]
    if (counted.some((n) => n !== seen)) return must(false, `${name} counts ${counted} where A sees ${seen}`)
  }
  return must((await own(world).count()) === COUNT_A, 'A does not see its own')
}

const refusedAsCondition = (world: World, forms: readonly unknown[]) =>
  allRefused(
    world,
    Object.fromEntries(
      forms.flatMap((form, i) => [
        [`condition ${i}`, () => own(world).list({ where: raw(form), limit: 9 })],
        [`nested condition ${i}`, () => own(world).count(all(raw(form)))],
        [`group by condition ${i}`, () => own(world).group('name', raw(form))],
        [`removal ${i}`, () => own(world).removeWhere(raw(form))],
        [`change ${i}`, () => own(world).changeWhere(raw(form), { rank: 7 })],
      ]),
    ),
  )

const foreignIds = (world: World) => world.notesB.map((record) => record.id)

export const reading: readonly Vector[] = [
  {
    id: 3,
    title: 'a caller’s “or” in the place of the scope’s',
    try: (world) =>
      inTurn(
        () => reachesOnlyA(world, { any: any(eq('name', world.notesB[0]?.name ?? ''), EVERYTHING) }),
        () =>
          refusedAsCondition(world, [
            { $or: [{}] },
            { any: [EVERYTHING], all: [] },
            { orgId: world.orgB },
            { eq: ['orgId', world.orgB] },
            { eq: ['org_id', world.orgB] },
            { any: [{ $or: [{ orgId: world.orgB }] }] },
          ]),
      ),
  },
  {
    id: 4,
    title: 'a permissive “or” beside the scope',
    try: (world) =>
      reachesOnlyA(world, {
        everything: EVERYTHING,
        'not nothing': not(NOTHING),
        'one or all': any(eq('rank', -1), not(eq('rank', -1))),
        'deep or': all(any(any(not(all(NOTHING))), EVERYTHING)),
        'ids of B': any(isIn('id', foreignIds(world)), eq('version', 1)),
        'range over all': any(range('name', { from: '' }), range('rank', { from: -1e15 })),
        'prefix of all': any(prefix('name', ''), text('')),
        'words of B': any(text(CANARY), prefix('code', CANARY), not(text(CANARY))),
      }),
  },
  {
    id: 8,
    title: 'counting',
    try: (world) =>
      reachesOnlyA(world, {
        all: EVERYTHING,
        'B by word': text(CANARY),
        'B by tag': eq('tags', `${CANARY} tag`),
      }),
  },
  {
    id: 10,
    title: 'distinct values',
    try: (world) =>
      inTurn(
        async () => {
          const ways = ['name', 'code', 'tags', 'rank', 'id', 'folderId', 'createdAt', 'version']
          return nothingOfB(world, Object.fromEntries(ways.map((by) => [by, () => own(world).group(by)])))
        },
        async () => {
          const groups = await own(world).group('rank')
          return must(
            isSame(groups.map((g) => Number(g.value)).sort(), [1, 2, 3]),
            'ranks of others are in the groups',
          )
        },
      ),
  },
  {
    id: 11,
    title: 'a scope that comes after group, limit, skip or sort',
    try: (world) =>
      inTurn(
        async () =>
          must(
            (await own(world).group(undefined, EVERYTHING, 'rank'))[0]?.sum === SUM_A,
            'the sum has B’s ranks',
          ),
        async () => {
          for (const field of Object.keys(notes.fields).filter((f) => f !== 'tags'))
            for (const direction of ['asc', 'desc'] as const) {
              const page = await own(world).list({ sort: { field, direction }, limit: 2 })
              const rest = await own(world).list({
                sort: { field, direction },
                limit: 2,
                cursor: page.next ?? '',
              })
              const ids = [...page.items, ...rest.items].map((record) => record.id)
              if (!isSame(ids.sort(), world.notesA.map((record) => record.id).sort()))
                return must(false, `pages by ${field} ${direction} are not just A’s three`)
            }
          return 'held'
        },
      ),
  },
  {
    id: 12,
    title: 'a join without a scoped inner part',
    try: (world) =>
      inTurn(
        () =>
          refusedAsCondition(world, [
            { $lookup: { from: 'vectorFolders', localField: 'folderId', foreignField: '_id', as: 'folder' } },
            { lookup: ['vectorFolders', 'folderId'] },
            { eq: ['folder.name', 'x'] },
            { eq: ['folderId.name', 'x'] },
            { in: ['id', { $lookup: { from: 'vectorNotes' } }] },
            { eq: ['id', { sql: 'SELECT id FROM vectorNotes' }] },
          ]),
        () =>
          unknownFields(world, [
            'folder.name',
            '$lookup',
            '$folderId',
            'vectorFolders',
            'name") FROM vectorNotes --',
          ]),
      ),
  },
  {
    id: 14,
    title: 'following a reference',
    try: async (world) => {
      const folderId = world.foldersB[0]?.id ?? ''
      await own(world).insert({ name: 'n', code: 'refers', tags: [], rank: 0, folderId })
      const [referring] = (await own(world).list({ where: eq('folderId', folderId), limit: 9 })).items
      return inTurn(
        () => must(referring?.folderId === folderId, 'A’s own record is not found by its reference'),
        async () =>
          must(
            (await world.a.collection(folders).get(folderId)) === undefined &&
              (await world.a.collection(folders).list({ where: eq('id', folderId), limit: 1 })).items
                .length === 0 &&
              (await world.a.collection(folders).count(isIn('id', [folderId]))) === 0,
            'the reference leads to B’s folder',
          ),
      )
    },
  },
  {
    id: 20,
    title: 'organizations whose names a collation takes for one',
    try: async (world) => {
      const word = `Straße-é-${world.orgA}`
      const like = [
        word,
        word.toUpperCase(),
        word.normalize('NFD'),
        `${word} `,
        `${word}\0`,
        ` ${word}`,
        word.replace('ß', 'ss'),
      ]
      const stores = like.map((org) => world.store.in(mintScope(org)))
      for (const [i, store] of stores.entries()) await store.collection(folders).insert({ name: `like ${i}` })
      for (const [i, store] of stores.entries()) {
        const seen = (await store.collection(folders).list({ limit: 99 })).items.map((folder) => folder.name)
        if (!isSame(seen, [`like ${i}`])) return must(false, `one spelling sees ${seen.join(', ')}`)
        if ((await store.collection(folders).count()) !== 1)
          return must(false, 'one spelling counts another’s')
      }
      return 'held'
    },
  },
  {
    id: 25,
    title: 'unions, graphs and facets inside of a query',
    try: (world) =>
      inTurn(
        () =>
          refusedAsCondition(world, [
            { $unionWith: 'vectorNotes' },
            { $graphLookup: { from: 'vectorNotes', startWith: '$folderId' } },
            { $facet: { every: [{ $unionWith: 'vectorNotes' }] } },
            { all: [{ $facet: {} }] },
            { any: [{ $unionWith: 'vectorNotes' }] },
            { not: { $graphLookup: {} } },
            { eq: ['name', 'x'], $unionWith: 'vectorNotes' },
            { text: { $unionWith: 'vectorNotes' } },
            { prefix: ['name', { $regex: '' }] },
            { range: ['name', { from: { $minKey: 1 } }] },
          ]),
        () =>
          unknownFields(world, [
            '$unionWith',
            '$$ROOT',
            'name) UNION SELECT doc FROM vectorNotes --',
            '__proto__',
            'constructor',
          ]),
        () =>
          nothingOfB(world, {
            'text as SQL': () => own(world).list({ where: text("' OR 1=1 --"), limit: 9 }),
            'text as a pattern': () => own(world).list({ where: text('.*'), limit: 9 }),
            'prefix as a pattern': () => own(world).list({ where: prefix('name', '%'), limit: 9 }),
            'value as SQL': () =>
              own(world).list({ where: eq('name', "x') OR org_id IS NOT NULL OR ('' = '"), limit: 9 }),
          }),
      ),
  },
]

/** Names that are no declared fields are refused wherever a name is taken, by the store and by the adapter. */
export function unknownFields(world: World, names: readonly string[]) {
  const direct = world.adapter.direct()
  return allRefused(
    world,
    Object.fromEntries(
      names.flatMap((field): [string, () => unknown][] => [
        [`eq ${field}`, () => own(world).list({ where: eq(field, 'x'), limit: 9 })],
        [`sort ${field}`, () => own(world).list({ sort: { field, direction: 'asc' }, limit: 9 })],
        [`group ${field}`, () => own(world).group(field)],
        [`sum ${field}`, () => own(world).group('name', EVERYTHING, field)],
        [`condition at the adapter ${field}`, () => direct.count(spec, asA(world), eq(field, 'x'))],
        [
          `sort at the adapter ${field}`,
          () =>
            direct.find(spec, asA(world), { where: EVERYTHING, sort: { field, direction: 'asc' }, limit: 9 }),
        ],
        [
          `group at the adapter ${field}`,
          () => direct.group(spec, asA(world), { where: EVERYTHING, by: field }),
        ],
      ]),
    ),
  )
}
