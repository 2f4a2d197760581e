/** Slices: what of the organization's pools is set aside for a team, and what counts to it. */
import { SLICED_POOLS, type Slice } from '../../src-preload/contract/slices.ts'
import { isIn, type ScopedStore } from '../store/index.ts'
import { slices } from '../store/records/index.ts'
import { usedOf } from './pools.ts'

/** Of each of these teams: the pools of which it has a slice, or of which something counts to it. */
export async function slicesOfTeams(
  db: ScopedStore,
  teamIds: readonly string[],
): Promise<ReadonlyMap<string, Slice[]>> {
  if (teamIds.length === 0) return new Map()
  const limits = new Map<string, number>()
  const key = (teamId: string, pool: string): string => `${teamId} ${pool}`
  for await (const s of db.collection(slices).each(isIn('teamId', [...teamIds])))
    limits.set(key(s.teamId, s.pool), s.limit)
  const counted = isIn('countsTo', [...teamIds])
  const bytes = await usedOf(db, 'storageBytes', counted)
  // Where nothing counts to any of them there is no kind to ask about.
  const uses = await Promise.all(
    SLICED_POOLS.map((pool) =>
      pool === 'storageBytes' || bytes.size === 0 ? bytes : usedOf(db, pool, counted),
    ),
  )
  return new Map(
    teamIds.map((id) => {
      const all = SLICED_POOLS.map((pool, i) => ({
        pool,
        limit: limits.get(key(id, pool)) ?? null,
        used: uses[i]?.get(id) ?? 0,
      }))
      return [id, all.filter((s) => s.limit !== null || s.used > 0)]
    }),
  )
}
