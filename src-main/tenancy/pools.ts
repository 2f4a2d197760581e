/** Resource pools: per kind a limit and a live count, and what of it is set aside for teams. */
import { POOLS, type Pool, type PoolName } from '../../src-preload/contract/organizations.ts'
import { SLICED_POOLS, type SlicedPool } from '../../src-preload/contract/slices.ts'
import { all, EVERYTHING, eq, isIn, type Predicate, type ScopedStore } from '../store/index.ts'
import {
  members,
  type OrganizationRecord,
  resources,
  type SliceRecord,
  slices,
} from '../store/records/index.ts'

/** A limit and what is used of it; `limit` null: none. */
export interface Part {
  readonly limit: number | null
  readonly used: number
}

/** One pool, the slices of it, and what is left of it for everybody else. */
export interface PoolState extends Part {
  readonly pool: PoolName
  /** By team. */
  readonly slices: ReadonlyMap<string, Part & { readonly limit: number }>
  /** All slices together, and what is used of them. */
  readonly setAside: number
  readonly setAsideUsed: number
  readonly rest: Part
}

/** What uses a pool, by the team that it counts to; null: none. */
type Use = ReadonlyMap<string | null, number>

/** Use of a pool of resources by team: records of the kind, or bytes stored. */
export async function usedOf(db: ScopedStore, pool: SlicedPool, where: Predicate = EVERYTHING): Promise<Use> {
  const bytes = pool === 'storageBytes'
  const these = bytes ? where : all(eq('kind', pool), where)
  const groups = await db.collection(resources).group('countsTo', these, 'sizeBytes')
  return new Map(groups.map((g) => [typeof g.value === 'string' ? g.value : null, bytes ? g.sum : g.count]))
}

const sum = (numbers: Iterable<number>): number => [...numbers].reduce((total, n) => total + n, 0)

/** A pool from what is stored of it; `given` are its slices. */
function stateOf(
  pool: PoolName,
  limit: number | null,
  use: Use,
  given: readonly Pick<SliceRecord, 'teamId' | 'limit'>[],
): PoolState {
  const parts = new Map(given.map((s) => [s.teamId, { limit: s.limit, used: use.get(s.teamId) ?? 0 }]))
  const used = sum(use.values())
  const setAside = sum(given.map((s) => s.limit))
  const setAsideUsed = sum([...parts.values()].map((p) => p.used))
  const rest = { limit: limit === null ? null : limit - setAside, used: used - setAsideUsed }
  return { pool, limit, used, slices: parts, setAside, setAsideUsed, rest }
}

/** The slices of these pools, of all teams. */
async function slicesOfPools(db: ScopedStore, pools: readonly PoolName[]): Promise<SliceRecord[]> {
  const sliced = SLICED_POOLS.filter((pool) => pools.includes(pool))
  const list: SliceRecord[] = []
  if (sliced.length > 0) for await (const s of db.collection(slices).each(isIn('pool', sliced))) list.push(s)
  return list
}

/**
 * Use of pools without slices, where it does not matter whom something counts to: one question for all of them.
 * Memberships are seats; suspended ones keep theirs.
 */
async function wholeUses(db: ScopedStore, pools: readonly PoolName[]): Promise<[PoolName, Use][]> {
  const kinds = pools.filter((pool) => pool !== 'seats' && pool !== 'storageBytes')
  const where = pools.includes('storageBytes') ? EVERYTHING : isIn('kind', kinds)
  const [seats, groups] = await Promise.all([
    pools.includes('seats') ? db.collection(members).count() : 0,
    pools.some((pool) => pool !== 'seats') ? db.collection(resources).group('kind', where, 'sizeBytes') : [],
  ])
  const used = (pool: PoolName): number => {
    if (pool === 'seats') return seats
    if (pool === 'storageBytes') return sum(groups.map((g) => g.sum))
    return groups.find((g) => g.value === pool)?.count ?? 0
  }
  return pools.map((pool) => [pool, new Map([[null, used(pool)]])])
}

/** How these pools stand; in a transaction, as they stand in it. */
export async function poolStates(
  db: ScopedStore,
  { limits }: Pick<OrganizationRecord, 'limits'>,
  pools: readonly PoolName[],
): Promise<PoolState[]> {
  const given = await slicesOfPools(db, pools)
  const sliced = SLICED_POOLS.filter((pool) => pools.includes(pool) && given.some((s) => s.pool === pool))
  const whole = pools.filter((pool) => !sliced.some((s) => s === pool))
  const [ofWhole, ...byTeam] = await Promise.all([
    wholeUses(db, whole),
    ...sliced.map(async (pool): Promise<[PoolName, Use]> => [pool, await usedOf(db, pool)]),
  ])
  const uses = new Map([...ofWhole, ...byTeam])
  return pools.map((pool) =>
    stateOf(
      pool,
      limits[pool] ?? null,
      uses.get(pool) ?? new Map(),
      given.filter((s) => s.pool === pool),
    ),
  )
}

export async function poolsOf(
  db: ScopedStore,
  organization: Pick<OrganizationRecord, 'limits'>,
): Promise<Pool[]> {
  const states = await poolStates(db, organization, POOLS)
  return states.map(({ pool, limit, used, setAside, setAsideUsed }) => ({
    pool,
    limit,
    used,
    setAside,
    setAsideUsed,
  }))
}

/** What of each pool is set aside for teams. */
export async function setAsideOf(db: ScopedStore): Promise<ReadonlyMap<SlicedPool, number>> {
  const groups = await db.collection(slices).group('pool', undefined, 'limit')
  return new Map(SLICED_POOLS.map((pool) => [pool, groups.find((g) => g.value === pool)?.sum ?? 0]))
}
