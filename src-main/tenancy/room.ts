/** Room in the pools: past a limit, a team's slice or what the slices leave, nothing is created or moved in. */
import { CastellanError } from '../../src-preload/contract/errors.ts'
import { POOLS, type PoolName } from '../../src-preload/contract/organizations.ts'
import type { ScopedStore } from '../store/index.ts'
import { type OrganizationRecord, organizations, slices, teams } from '../store/records/index.ts'
import type { Work } from '../work/index.ts'
import { type Part, type PoolState, poolStates } from './pools.ts'

export type Amounts = { readonly [P in PoolName]?: number }
/** So much more, counted to a team; null: to none. */
interface Addition {
  readonly countsTo: string | null
  readonly amounts: Amounts
}

/** What does not fit: into the whole pool, into a team's slice, or into what is set aside for nobody. */
interface Shortage extends Part {
  readonly pool: PoolName
  readonly limit: number
  readonly more: number
  readonly teamId?: string
  readonly setAside?: number
}

/** Whose part of the pool something uses: the team's that it counts to, where that one has a slice. */
const partOf = ({ slices: parts }: PoolState, countsTo: string | null): string | null =>
  countsTo !== null && parts.has(countsTo) ? countsTo : null

/** More of one pool, by whose part of it is used. */
function byPart(state: PoolState, additions: readonly Addition[]): ReadonlyMap<string | null, number> {
  const parts = new Map<string | null, number>()
  for (const { countsTo, amounts } of additions) {
    const part = partOf(state, countsTo)
    parts.set(part, (parts.get(part) ?? 0) + (amounts[state.pool] ?? 0))
  }
  return parts
}

const exceeds = ({ limit, used }: Part, more: number): boolean =>
  limit !== null && more > 0 && used + more > limit

/** What does not fit into a part of the pool; the pool as a whole is not looked at. */
function shortInParts(state: PoolState, more: ReadonlyMap<string | null, number>): Shortage[] {
  const { pool, setAside } = state
  return [...more].flatMap(([teamId, amount]) => {
    const slice = teamId === null ? undefined : state.slices.get(teamId)
    const part: Part = slice ?? state.rest
    if (part.limit === null || !exceeds(part, amount)) return []
    const short = { pool, limit: part.limit, used: part.used, more: amount }
    return [slice && teamId !== null ? { ...short, teamId } : { ...short, setAside }]
  })
}

function shortIn(state: PoolState, additions: readonly Addition[]): Shortage[] {
  const parts = byPart(state, additions)
  const more = [...parts.values()].reduce((sum, n) => sum + n, 0)
  const { pool, limit, used } = state
  return limit !== null && exceeds(state, more) ? [{ pool, limit, used, more }] : shortInParts(state, parts)
}

/** The pools of which something is asked, and that have a limit or slices. */
async function bounded(
  db: ScopedStore,
  { limits }: Pick<OrganizationRecord, 'limits'>,
  additions: readonly Addition[],
): Promise<PoolName[]> {
  const asked = POOLS.filter((pool) => additions.some(({ amounts }) => (amounts[pool] ?? 0) > 0))
  const open = asked.filter((pool) => (limits[pool] ?? null) === null)
  if (open.length === 0 || additions.every((a) => a.countsTo === null))
    return asked.filter((pool) => !open.includes(pool))
  const sliced = await db.collection(slices).group('pool')
  return asked.filter((pool) => !open.includes(pool) || sliced.some((g) => g.value === pool))
}

/** Everything that does not fit; empty where all of it does. */
export async function shortagesOf(
  db: ScopedStore,
  organization: Pick<OrganizationRecord, 'limits'>,
  additions: readonly Addition[],
): Promise<Shortage[]> {
  const states = await poolStates(db, organization, await bounded(db, organization, additions))
  return states.flatMap((state) => shortIn(state, additions))
}

/** What is short, in a sentence. `team` is the name of the team whose slice it is. */
export function shortageWords(
  { pool, limit, used, more, teamId, setAside }: Shortage,
  team?: string,
): string {
  const rest = `${used} are in use; ${more} more do not fit.`
  if (teamId !== undefined) return `${team ?? 'The team'} has ${limit} of the pool ${pool}, of which ${rest}`
  if (setAside)
    return `Of the pool ${pool}, ${setAside} are set aside for teams. Of the other ${limit}, ${rest}`
  return `The pool ${pool} has ${limit}, of which ${rest}`
}

type Sees = (teamId: string) => boolean
/** Whoever counts something to a team may know it. */
const everyTeam: Sees = () => true
interface Tenant {
  readonly id: string
  readonly db: ScopedStore
}

/** What is said of a full pool to somebody who is not to learn its figures. */
export const noRoomIn = (organization: string, pool: PoolName): string =>
  `${organization}: there is no room left in the pool ${pool}.`

/**
 * The figures are told in the tenant's own context alone, and so are teams. In any other, whoever asked, whoever
 * approves it and whoever reads that trail are not of this tenant.
 */
async function refuse(
  work: Work,
  { name, id }: OrganizationRecord,
  db: ScopedStore,
  [short]: readonly Shortage[],
  sees: Sees,
): Promise<void> {
  if (!short) return
  const { pool, limit, used, teamId, setAside } = short
  if (work.caller.access?.orgId !== id)
    throw new CastellanError('LIMIT_REACHED', noRoomIn(name, pool), { pool, limit: null, used: null })
  const named = teamId !== undefined && sees(teamId)
  const team = named ? (await db.collection(teams).get(teamId))?.name : undefined
  const of = { ...(team === undefined ? {} : { team }), ...(setAside ? { setAside } : {}) }
  throw new CastellanError('LIMIT_REACHED', shortageWords(short, team), { pool, limit, used, ...of })
}

/**
 * Throws `LIMIT_REACHED` when what is added does not fit. Call it in the transaction that adds: all changes of a
 * tenant are in one order, so two that each fit alone cannot both pass. It names the team whose slice is used up, if the
 * person `sees` it.
 */
export async function requireRoomFor(
  work: Work,
  { id, db }: Tenant,
  additions: readonly Addition[],
  sees: Sees = everyTeam,
): Promise<void> {
  const organization = await db.collection(organizations).require(id, 'organization')
  await refuse(work, organization, db, await shortagesOf(db, organization, additions), sees)
}

/** The same for what counts to no team. */
export const requireRoom = (work: Work, tenant: Tenant, amounts: Amounts): Promise<void> =>
  requireRoomFor(work, tenant, [{ countsTo: null, amounts }])
/** The same in the tenant of the context. */
export const requireRoomHere = (work: Work, amounts: Amounts): Promise<void> =>
  requireRoom(work, { id: work.access.orgId, db: work.db }, amounts)

/** The same for what is here already and counts to another team from now on: the whole pool is as full as before. */
export async function requireRoomToCount(
  work: Work,
  amounts: Amounts,
  { from, to }: { readonly from: string | null; readonly to: string | null },
): Promise<void> {
  const { db } = work
  const organization = await db.collection(organizations).require(work.access.orgId, 'organization')
  const asked = POOLS.filter((pool) => (amounts[pool] ?? 0) > 0)
  const states = await poolStates(db, organization, asked)
  const short = states
    .filter((state) => partOf(state, from) !== partOf(state, to))
    .flatMap((state) => shortInParts(state, byPart(state, [{ countsTo: to, amounts }])))
  await refuse(work, organization, db, short, everyTeam)
}
