/** Two organizations in a store. Every string of B's carries the canary; what A may see never does. */
import { randomBytes, randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Adapter, OneTenant } from '../../../src-main/store/adapter.ts'
import {
  type CollectionSpec,
  collection,
  type Draft,
  type ScopedStore,
  Store,
  type TenantScope,
} from '../../../src-main/store/index.ts'
import { mintScope } from '../../../src-main/store/mint-scope.ts'

const base = {
  id: z.string(),
  orgId: z.string(),
  version: z.number().int(),
  createdAt: z.string(),
  updatedAt: z.string(),
}
const noteSchema = z.object({
  ...base,
  name: z.string(),
  code: z.string(),
  tags: z.array(z.string()),
  rank: z.number(),
  folderId: z.string().nullable(),
})
export type Note = z.infer<typeof noteSchema>
export const notes = collection<Note>({
  name: 'vectorNotes',
  schema: noteSchema,
  fields: { name: 'string', code: 'string', tags: 'string[]', rank: 'number', folderId: 'string' },
  indexes: [{ fields: ['code'], unique: true }, { fields: ['name'] }],
  searchable: ['name', 'code'],
})
const folderSchema = z.object({ ...base, name: z.string() })
export type Folder = z.infer<typeof folderSchema>
export const folders = collection<Folder>({
  name: 'vectorFolders',
  schema: folderSchema,
  fields: { name: 'string' },
  indexes: [],
  searchable: [],
})
export const erased = (spec: unknown): CollectionSpec => spec as CollectionSpec
export const VECTOR_COLLECTIONS: readonly CollectionSpec[] = [notes, folders].map(erased)

/** In every string of an organization that A must not see, whichever world it is of. */
export const CANARY = 'kanarienvogel'

export interface World {
  readonly adapter: Adapter
  readonly store: Store
  readonly orgA: string
  readonly orgB: string
  readonly scopeA: TenantScope
  readonly scopeB: TenantScope
  readonly a: ScopedStore
  readonly b: ScopedStore
  readonly notesA: readonly Note[]
  readonly notesB: readonly Note[]
  readonly foldersB: readonly Folder[]
}
export type Held = 'held' | `leak: ${string}`
export interface Vector {
  /** Its number in the list of leak vectors. */
  readonly id: number
  readonly title: string
  readonly try: (world: World) => Promise<Held>
}

export const COUNT_A = 3
/** A's sum of ranks; B's are far greater, so that one of them in a sum shows. */
export const SUM_A = 6
export const asA = (world: World): OneTenant => ({ org: world.orgA })

export const newStore = (adapter: Adapter): Store =>
  new Store(adapter, { now: () => new Date(), newId: randomUUID, cursorKey: randomBytes(32) })

const note = (word: string, i: number, rank: number): Draft<Note> => ({
  name: `${word} note ${i}`,
  code: `${word} code ${i}`,
  tags: [`${word} tag`, `${word} tag ${i}`],
  rank,
  folderId: null,
})

/** Writes a world of its own into a prepared database. */
export async function populate(adapter: Adapter): Promise<World> {
  const store = newStore(adapter)
  const [orgA, orgB] = [`org-a-${randomUUID()}`, `org-b-${CANARY}-${randomUUID()}`]
  const [scopeA, scopeB] = [mintScope(orgA), mintScope(orgB)]
  const [a, b] = [store.in(scopeA), store.in(scopeB)]
  const notesA = await a.collection(notes).insertMany([1, 2, 3].map((i) => note('plain', i, i)))
  // Before and after A's in every order.
  const words = [`${CANARY}`, `aaa ${CANARY}`, `zzz ${CANARY}`, `plain ${CANARY}`]
  const notesB = await b.collection(notes).insertMany(words.map((w, i) => note(w, i, (i - 1) * 1_000_000)))
  const foldersB = await b.collection(folders).insertMany([{ name: `folder ${CANARY}` }])
  return { adapter, store, orgA, orgB, scopeA, scopeB, a, b, notesA, notesB, foldersB }
}
