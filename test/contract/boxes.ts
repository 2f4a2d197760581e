/** A collection made for the contract: every kind of field and index that a declaration can have. */
import { randomBytes, randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Adapter, Stored } from '../../src-main/store/adapter.ts'
import { type CollectionSpec, collection, Store } from '../../src-main/store/index.ts'
import { mintScope } from '../../src-main/store/mint-scope.ts'
import { fold } from '../../src-main/store/predicate.ts'
import type { ScopedCollection } from '../../src-main/store/scoped.ts'

const schema = z.object({
  id: z.string().min(1),
  orgId: z.string().min(1),
  version: z.number().int().min(1),
  createdAt: z.string(),
  updatedAt: z.string(),
  name: z.string(),
  /** Unique where there is one. */
  code: z.string().nullable().optional(),
  rank: z.number().nullable().optional(),
  size: z.number().optional(),
  /** Unique among those that are in the state `open`. */
  slot: z.string().optional(),
  state: z.string().optional(),
  active: z.boolean().optional(),
  tags: z.array(z.string()).optional(),
  note: z.unknown().optional(),
})
export type Box = z.infer<typeof schema>

export const boxes = collection<Box>({
  name: 'boxes',
  schema,
  fields: {
    name: 'string',
    code: 'string',
    rank: 'number',
    size: 'number',
    slot: 'string',
    state: 'string',
    active: 'boolean',
    tags: 'string[]',
  },
  indexes: [
    { fields: ['name'] },
    { fields: ['-rank'] },
    { fields: ['state', 'name'] },
    { fields: ['code'], unique: true },
    { fields: ['slot'], unique: true, where: ['state', 'open'] },
    { fields: ['tags'] },
  ],
  searchable: ['name', 'state'],
})
export const boxSpec = boxes as unknown as CollectionSpec

/** A record as an adapter takes it. */
export function box(orgId: string, fields: Partial<Box> = {}): Stored {
  const record = {
    id: randomUUID(),
    orgId,
    version: 1,
    createdAt: '2026-01-01T00:00:00.000Z',
    updatedAt: '2026-01-01T00:00:00.000Z',
    name: 'box',
    ...fields,
  }
  return { ...record, searchText: fold(`${record.name}\n${record.state ?? ''}`) }
}

/** A record as an adapter gives it: without the text that is searched. */
export const shown = ({ searchText: _folded, ...record }: Stored): Stored => record as Stored

export const newOrg = (): string => `org-${randomUUID()}`

/** The store over an adapter, with a clock that goes on by a second at each look. */
export function storeOver(adapter: Adapter): Store {
  let seconds = 0
  return new Store(adapter, {
    now: () => new Date(Date.UTC(2026, 0, 1) + 1000 * seconds++),
    newId: () => randomUUID(),
    cursorKey: randomBytes(32),
  })
}

export const boxesOf = (store: Pick<Store, 'in'>, org: string): ScopedCollection<Box> =>
  store.in(mintScope(org)).collection(boxes)
