/** Page tokens of another organization, of another list, and made or changed by hand. */
import { eq, type ListQuery, not } from '../../../src-main/store/index.ts'
import { mintScope } from '../../../src-main/store/mint-scope.ts'
import { allRefused, inTurn, must } from './tries.ts'
import { COUNT_A, folders, newStore, notes, type Vector, type World } from './world.ts'

const first: ListQuery = { limit: 1 }
const mine = async (world: World): Promise<string> => (await world.a.collection(notes).list(first)).next ?? ''
const theirs = async (world: World, query = first): Promise<string> =>
  (await world.b.collection(notes).list(query)).next ?? ''
const body = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')

export const paging: readonly Vector[] = [
  {
    id: 22,
    title: 'a cursor used under another scope',
    try: async (world) => {
      const own = await mine(world)
      const foreign = await theirs(world)
      const byName: ListQuery = { limit: 1, sort: { field: 'name', direction: 'asc' } }
      const list = (query: ListQuery) => () => world.a.collection(notes).list(query)
      return inTurn(
        () => must(own !== '' && foreign !== '', 'there is no second page to try'),
        async () =>
          allRefused(world, {
            'B’s in A': list({ ...first, cursor: foreign }),
            'B’s by name in A': list({ ...byName, cursor: await theirs(world, byName) }),
            'A’s in B': () => world.b.collection(notes).list({ ...first, cursor: own }),
            'A’s in another order': list({ ...byName, cursor: own }),
            'A’s with another condition': list({ ...first, where: not(eq('name', '')), cursor: own }),
            'A’s in another collection': () => world.a.collection(folders).list({ ...first, cursor: own }),
            'A’s in a third organization': () =>
              world.store
                .in(mintScope(`${world.orgA}x`))
                .collection(notes)
                .list({ ...first, cursor: own }),
          }),
        async () => {
          const rest = await world.a.collection(notes).list({ limit: 9, cursor: own })
          return must(rest.items.length === COUNT_A - 1, 'A’s own cursor does not go on')
        },
        async () => {
          const last = await world.a.collection(notes).list({ limit: 9, skip: COUNT_A - 1 })
          const beyond = await world.a.collection(notes).list({ limit: 9, skip: COUNT_A })
          return must(last.items.length === 1 && beyond.items.length === 0, 'A leap leaves A’s own records')
        },
      )
    },
  },
  {
    id: 29,
    title: 'a page token of another organization, taken apart and put together',
    try: async (world) => {
      const [ownBody = '', ownSeal = ''] = (await mine(world)).split('.')
      const [theirBody = '', theirSeal = ''] = (await theirs(world)).split('.')
      const id = world.notesB[0]?.id ?? ''
      const elsewhere = await newStore(world.adapter).in(world.scopeA).collection(notes).list(first)
      const tokens = [
        `${theirBody}.${ownSeal}`,
        `${ownBody}.${theirSeal}`,
        `${body([id, id])}.${ownSeal}`,
        `${body([null, id])}.`,
        `${body([{ $gt: '' }, id])}.${ownSeal}`,
        `${ownBody}.${ownSeal.slice(0, -2)}`,
        `${ownBody}.${ownSeal}AA`,
        `${ownBody}`,
        `.${ownSeal}`,
        '.',
        '',
        '{}',
        elsewhere.next ?? '',
      ]
      const ways = tokens.map((cursor, i): [string, () => unknown] => [
        `token ${i}`,
        () => world.a.collection(notes).list({ ...first, cursor }),
      ])
      return allRefused(world, Object.fromEntries(ways))
    },
  },
]
