/** Writes that reach another organization, name it, or tell of it. */
import type { Stored } from '../../../src-main/store/adapter.ts'
import { EVERYTHING, eq, isIn } from '../../../src-main/store/index.ts'
import {
  allRefused,
  answerOf,
  contentsOf,
  inTurn,
  isSame,
  must,
  nothingOfB,
  showsB,
  type Ways,
} from './tries.ts'
import { asA, COUNT_A, erased, type Note, notes, type Vector, type World } from './world.ts'

const spec = erased(notes)
const own = (world: World) => world.a.collection(notes)
const asNote = (value: object): Note => value as Note

/** A record of B's with A's organization written over it, as a caller may make one. */
const disguised = (world: World): Note => {
  const [note] = world.notesB
  return asNote({ ...note, orgId: world.orgA })
}
const first = (world: World): Note => asNote(world.notesA[0] ?? {})
const foreign = (world: World): Note => asNote(world.notesB[0] ?? {})
const draft = (code: string) => ({ name: 'n', code, tags: ['t'], rank: 0, folderId: null })

/** B holds just what it held, judged before and after. */
async function unchangedB(world: World, ways: Ways): Promise<'held' | `leak: ${string}`> {
  const before = await contentsOf(world, world.orgB)
  for (const [name, way] of Object.entries(ways)) {
    const answer = await answerOf(way)
    if (showsB(world, answer)) return `leak: ${name} answers what B has`
    if (!isSame(await contentsOf(world, world.orgB), before)) return `leak: ${name} changed what B has`
  }
  return 'held'
}

const SETS = (world: World): { readonly [name: string]: object } => ({
  organization: { orgId: world.orgB },
  column: { org_id: world.orgB },
  operator: { $set: { orgId: world.orgB } },
  rename: { $rename: { orgId: 'x' } },
  'set on insert': { $setOnInsert: { orgId: world.orgB } },
  path: { 'orgId.x': world.orgB },
  'path into JSON': { "x\"'), org_id = ('x": 1 },
  removal: { orgId: undefined },
  nothing: { orgId: null },
  id: { id: 'stolen', _id: 'stolen' },
})

export const writing: readonly Vector[] = [
  {
    id: 1,
    title: 'find, update and delete by a foreign id alone',
    try: (world) => {
      const direct = world.adapter.direct()
      const { id } = foreign(world)
      const change = { id, set: { name: 'taken' } }
      return inTurn(
        () =>
          unchangedB(world, {
            get: () => own(world).get(id),
            first: () => own(world).first(eq('id', id)),
            removeWhere: () => own(world).removeWhere(eq('id', id)),
            changeWhere: () => own(world).changeWhere(eq('id', id), { rank: 7 }),
            'changeWhere of all': () => own(world).changeWhere(EVERYTHING, { rank: 7 }),
            'get at the adapter': () => direct.get(spec, asA(world), id),
            'update at the adapter': () => direct.update(spec, asA(world), [change]),
            'versioned update at the adapter': () =>
              direct.update(spec, asA(world), [{ ...change, version: 1 }]),
            'updateWhere at the adapter': () =>
              direct.updateWhere(spec, asA(world), eq('id', id), { name: 'taken' }),
            'updateWhere of all': () =>
              direct.updateWhere(spec, asA(world), EVERYTHING, { name: 'all mine' }),
            'delete at the adapter': () => direct.delete(spec, asA(world), eq('id', id)),
            'delete in a transaction': () =>
              world.adapter.transaction((s) => s.delete(spec, asA(world), isIn('id', [id]))),
          }),
        () =>
          allRefused(world, {
            require: () => own(world).require(id, 'note'),
            update: () => own(world).update(disguised(world), { name: 'taken' }),
            remove: () => own(world).remove(disguised(world)),
          }),
        async () => {
          const answers = await Promise.all(
            [id, 'no-such-id'].map((asked) => answerOf(() => own(world).require(asked, 'note'))),
          )
          const [theirs, nobodys] = answers.map((answer) => ({ ...(answer as object), text: String(answer) }))
          return must(isSame(theirs, nobodys), 'a foreign record answers other than one that does not exist')
        },
        async () => {
          const mine = await own(world).require(first(world).id, 'note')
          const renamed = await own(world).update(mine, { name: 'mine' })
          await own(world).remove(renamed)
          return must((await own(world).count()) === COUNT_A - 1, 'A cannot change its own')
        },
      )
    },
  },
  {
    id: 2,
    title: 'saving a record that was read under another scope',
    try: (world) =>
      inTurn(
        () =>
          unchangedB(world, {
            update: () => own(world).update(foreign(world), { rank: 7 }),
            updateMany: () => own(world).updateMany([{ current: foreign(world), patch: { rank: 7 } }]),
            remove: () => own(world).remove(foreign(world)),
            'in one transaction': () =>
              world.store.transaction(async (unit) => {
                const read = await unit.in(world.scopeB).collection(notes).require(foreign(world).id, 'note')
                await unit.in(world.scopeA).collection(notes).update(read, { rank: 7 })
              }),
            disguised: () => own(world).update(disguised(world), { rank: 7 }),
          }),
        async () => must((await own(world).count()) === COUNT_A, 'the record was saved in A'),
      ),
  },
  {
    id: 15,
    title: 'several writes of which one lacks its scope',
    try: (world) => {
      const direct = world.adapter.direct()
      const mine = { id: first(world).id, set: { name: 'both' } }
      const theirs = { id: foreign(world).id, set: { name: 'both' } }
      const changes = [
        { current: first(world), patch: { rank: 9 } },
        { current: disguised(world), patch: { rank: 9 } },
      ]
      return inTurn(
        () =>
          unchangedB(world, {
            updateMany: () =>
              world.store.transaction((unit) => unit.in(world.scopeA).collection(notes).updateMany(changes)),
            'updates at the adapter': () =>
              direct.update(spec, asA(world), [mine, theirs, { ...theirs, version: 1 }]),
            'updates in a transaction': () =>
              world.adapter.transaction((s) => s.update(spec, asA(world), [theirs, mine])),
          }),
        async () =>
          must(
            (await own(world).get(first(world).id))?.rank === first(world).rank,
            'half of a refused call was saved',
          ),
        async () => {
          const changed = await direct.update(spec, asA(world), [mine, theirs])
          return must(isSame(changed, [mine.id]), 'the answer names a record that was not A’s')
        },
      )
    },
  },
  {
    id: 16,
    title: 'an insert that names another organization',
    try: (world) => {
      const { orgId, id } = foreign(world)
      const named: Stored = { ...first(world), id: `${first(world).id}-2`, orgId, code: 'named' }
      const names = (record: Stored | Note | undefined): boolean =>
        record === undefined || record.orgId === world.orgA
      return inTurn(
        () =>
          unchangedB(world, {
            insert: async () => own(world).insert({ ...draft('one'), orgId, id, version: 9 } as never),
            insertMany: async () =>
              own(world).insertMany([draft('two'), { ...draft('three'), orgId }] as never),
            'insert at the adapter': () => world.adapter.direct().insert(spec, asA(world), [named]),
            'inserts at the adapter': () =>
              world.adapter.direct().insert(
                spec,
                asA(world),
                ['a', 'b'].map((x) => ({ ...named, id: `${named.id}${x}`, code: x })),
              ),
          }),
        async () => {
          const rows = (await own(world).list({ limit: 99 })).items
          return must(
            rows.every(names) && rows.some((row) => row.code === 'one' && row.version === 1),
            'a record of A names B',
          )
        },
      )
    },
  },
  {
    id: 17,
    title: 'setting, removing or renaming the organization',
    try: async (world) => {
      const direct = world.adapter.direct()
      const { id } = first(world)
      const ways = Object.entries(SETS(world)).flatMap(([name, set]): [string, () => unknown][] => [
        [`update with ${name}`, () => own(world).update(first(world), set)],
        [`changeWhere with ${name}`, () => own(world).changeWhere(eq('id', id), set)],
        [
          `update at the adapter with ${name}`,
          () => direct.update(spec, asA(world), [{ id, set: { ...set } }]),
        ],
        [`updateWhere with ${name}`, () => direct.updateWhere(spec, asA(world), eq('id', id), { ...set })],
      ])
      for (const [name, way] of ways) {
        const held = await unchangedB(world, { [name]: () => answerOf(way).then(() => undefined) })
        if (held !== 'held') return held
        const mine = await own(world).get(id)
        if (mine?.orgId !== world.orgA || mine.id !== id) return `leak: ${name} took the record out of A`
      }
      return must((await own(world).count()) === COUNT_A, 'A has lost or won records')
    },
  },
  {
    id: 18,
    title: 'a whole record that drops or changes the organization',
    try: async (world) => {
      const { orgId: _dropped, ...without } = first(world)
      const ways: Ways = {
        changed: async () => own(world).update(first(world), { ...first(world), orgId: world.orgB } as never),
        dropped: async () =>
          own(world).update(await own(world).require(first(world).id, 'note'), without as never),
        'current dropped': () => own(world).update(without as never, { rank: 5 }),
        'of B': async () =>
          own(world).update(await own(world).require(first(world).id, 'note'), {
            ...foreign(world),
            name: 'x',
            code: 'y',
            tags: [],
          } as never),
      }
      const held = await unchangedB(world, ways)
      const mine = await own(world).get(first(world).id)
      return held === 'held' ? must(mine?.orgId === world.orgA, 'the record left A') : held
    },
  },
  {
    id: 23,
    title: 'a reference to another organization’s record',
    try: async (world) => {
      const folderId = world.foldersB[0]?.id ?? ''
      const before = await world.b.collection(notes).count(eq('folderId', folderId))
      const answers = await Promise.all(
        [folderId, 'no-such-folder'].map((to) =>
          answerOf(() => own(world).insert({ ...draft(to), folderId: to })),
        ),
      )
      const after = await world.b.collection(notes).count(eq('folderId', folderId))
      return inTurn(
        () =>
          must(
            answers.every((a) => a instanceof Error) || answers.every((a) => !(a instanceof Error)),
            'the answer tells whether B has it',
          ),
        () => must(before === 0 && after === 0, 'B sees A’s record at its own folder'),
        () => nothingOfB(world, { group: () => own(world).group('name', eq('folderId', folderId)) }),
      )
    },
  },
  {
    id: 26,
    title: 'writing in the place of a foreign id',
    try: (world) => {
      const direct = world.adapter.direct()
      const { id } = foreign(world)
      const change = { id, set: { name: 'new', code: 'new', tags: [], rank: 1, folderId: null } }
      return inTurn(
        () =>
          unchangedB(world, {
            update: () =>
              answerOf(() => direct.update(spec, asA(world), [change])).then((ids) =>
                isSame(ids, []) ? undefined : id,
              ),
            'update of two': () =>
              answerOf(() => direct.update(spec, asA(world), [change, { ...change, id: 'none' }])).then(
                (ids) => (isSame(ids, []) ? undefined : id),
              ),
            'versioned update': () => direct.update(spec, asA(world), [{ ...change, version: 1 }]),
            updateWhere: () => direct.updateWhere(spec, asA(world), eq('id', id), change.set),
            insert: () =>
              direct
                .insert(spec, asA(world), [{ ...first(world), id, code: 'other' }])
                .catch(() => undefined),
          }),
        async () => {
          // Where ids are unique in the database the insert is refused, where they are the tenant's own it is A's record.
          const mine = await own(world).get(id)
          return must(mine === undefined || mine.code === 'other', 'an update of nothing made a record')
        },
      )
    },
  },
  {
    id: 27,
    title: 'a uniqueness error that tells a foreign value',
    try: async (world) => {
      const taken = foreign(world).code
      const inserted = await answerOf(() => own(world).insert(draft(taken)))
      if (inserted instanceof Error) return 'leak: a value that only B has is refused in A'
      const ways: Ways = {
        insert: () => own(world).insert(draft(first(world).code)),
        insertMany: () => own(world).insertMany([draft('fresh'), draft(first(world).code)]),
        update: async () =>
          own(world).update(await own(world).require(first(world).id, 'note'), { code: 'plain code 2' }),
        'insert with a foreign id': async () => {
          await world.adapter
            .direct()
            .insert(spec, asA(world), [{ ...first(world), id: foreign(world).id, code: first(world).code }])
        },
      }
      return inTurn(
        () => allRefused(world, ways),
        async () =>
          must((await own(world).count(eq('code', 'fresh'))) === 0, 'half of a refused insert was saved'),
      )
    },
  },
]
