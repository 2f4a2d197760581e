/** Slices: parts of an organization's pools that are set aside for single teams. */
import { z } from 'zod'
import { RESOURCE_KINDS } from './access.ts'
import type { Pool } from './organizations.ts'

/** Of these a team can be given a slice. Not of seats: a member may be in several teams. */
export const SLICED_POOLS = [...RESOURCE_KINDS, 'storageBytes'] as const
export const slicedPool = z.enum(SLICED_POOLS)
export type SlicedPool = (typeof SLICED_POOLS)[number]

/** What counts to one team. `limit` null: it has no slice, and what counts to it uses the rest of the pool. */
export const slice = z.object({
  pool: slicedPool,
  limit: z.number().int().nullable(),
  used: z.number().int(),
})
export type Slice = z.infer<typeof slice>

/** Slices to set, by pool; null: none. A pool that is not named stays as it is. */
export const sliceLimits = z.partialRecord(
  slicedPool,
  z.number().int().min(0).max(Number.MAX_SAFE_INTEGER).nullable(),
)
export type SliceLimits = z.infer<typeof sliceLimits>

/** What a team can have of a pool. */
export interface SliceRoom {
  /** What counts to it already. */
  readonly least: number
  /** Null: the pool has no limit. */
  readonly most: number | null
  /** The slices of other teams. */
  readonly others: number
  /** What others use of the rest. */
  readonly inUse: number
}

/** How large a slice of the pool may be, for the team that has `own` of it. It may always stay, or become less. */
export function sliceRoom(
  { limit, used, setAside, setAsideUsed }: Omit<Pool, 'pool'>,
  own: Slice,
): SliceRoom {
  const others = setAside - (own.limit ?? 0)
  // What counts to a team without a slice is among what uses the rest.
  const inUse = used - setAsideUsed - (own.limit === null ? own.used : 0)
  const most = limit === null ? null : Math.max(limit - others - inUse, own.limit ?? 0)
  return { least: own.used, most, others, inUse }
}
