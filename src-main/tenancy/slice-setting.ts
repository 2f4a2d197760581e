/** Giving teams slices of the pools. What is promised to one team is there: slices and what is used fit into the pool. */
import { CastellanError, type InputIssue, notFound } from '../../src-preload/contract/errors.ts'
import { issueText } from '../../src-preload/contract/issues.ts'
import {
  SLICED_POOLS,
  type Slice,
  type SlicedPool,
  type SliceLimits,
  sliceRoom,
} from '../../src-preload/contract/slices.ts'
import type { Team } from '../../src-preload/contract/teams.ts'
import { decide } from '../access/index.ts'
import { all, eq, isIn, type ScopedStore } from '../store/index.ts'
import { type OrganizationRecord, slices, teams } from '../store/records/index.ts'
import type { Work } from '../work/index.ts'
import { currentOrganization, requireVersion } from './organizations.ts'
import { type PoolState, poolStates, setAsideOf } from './pools.ts'
import { viewOfTeam } from './teams.ts'
import { tellNamed } from './tell.ts'

/** A slice as it is to be; `limit` null: none. */
interface Wanted {
  readonly pool: SlicedPool
  readonly limit: number | null
}

/** What is wrong with giving a team this much of the pool, of which it has `own`; undefined where nothing is. */
function issueOf({ pool, limit }: Wanted, state: PoolState, own: Slice): InputIssue | undefined {
  if (limit === null) return undefined
  const field = `slices.${pool}`
  const { least, most, others, inUse } = sliceRoom(state, own)
  if (limit < least) return { field, message: issueText('sliceUsed', { least }) }
  if (most === null || limit <= most) return undefined
  const limits = { most, limit: state.limit ?? most, others, inUse }
  return { field, message: issueText('sliceRoom', limits) }
}

function refuse(issues: readonly InputIssue[]): void {
  if (issues.length === 0) return
  const sentence = issues.map((i) => `${i.field}: ${i.message}`).join('; ')
  throw new CastellanError('BAD_INPUT', sentence, { issues: [...issues] })
}

async function write(db: ScopedStore, teamId: string, wanted: readonly Wanted[]): Promise<void> {
  const list = db.collection(slices)
  const pools = wanted.map((w) => w.pool)
  await list.removeWhere(all(eq('teamId', teamId), isIn('pool', pools)))
  await list.insertMany(
    wanted.flatMap(({ pool, limit }) => (limit === null ? [] : [{ teamId, pool, limit }])),
  )
}

/**
 * Sets slices of one team. Throws `BAD_INPUT` with the field and the figures where one is less than what counts to the
 * team, or where it does not fit beside the slices of other teams and what is used of the rest.
 */
export async function setTeamSlices(
  work: Work,
  input: { id: string; version: number; slices: SliceLimits },
): Promise<Team> {
  // Whoever may not read teams is told nothing of them, although the settings are theirs.
  if (!decide(work.access, 'team', input.id, 'read')) throw notFound('team')
  const record = await work.db.collection(teams).require(input.id, 'team')
  requireVersion(record, input.version, 'team')
  const before = await viewOfTeam(work.db, record)
  const own = (pool: SlicedPool): Slice =>
    before.slices.find((s) => s.pool === pool) ?? { pool, limit: null, used: 0 }
  const wanted = SLICED_POOLS.flatMap((pool): Wanted[] => {
    const limit = input.slices[pool]
    return limit === undefined || limit === own(pool).limit ? [] : [{ pool, limit }]
  })
  if (wanted.length === 0) return before
  const pools = wanted.map((w) => w.pool)
  const states = await poolStates(work.db, await currentOrganization(work), pools)
  refuse(
    wanted.flatMap((w, i) => {
      const state = states[i]
      const issue = state && issueOf(w, state, own(w.pool))
      return issue ? [issue] : []
    }),
  )
  await write(work.db, record.id, wanted)
  // As with grants, the team's version counts these changes too.
  const next = await work.db.collection(teams).update(record, { name: record.name }, 'team')
  const after = await viewOfTeam(work.db, next)
  work.record({
    resourceType: 'team',
    resourceId: record.id,
    summary: `Slices of team ${record.name} set`,
    before: { slices: before.slices },
    after: { slices: after.slices },
  })
  tellNamed(work, 'team.changed', record, ['slices'])
  return after
}

/** Throws `BAD_INPUT` where a pool would have less than what is set aside of it for teams. */
export async function requireSetAside(db: ScopedStore, limits: OrganizationRecord['limits']): Promise<void> {
  const setAside = await setAsideOf(db)
  refuse(
    SLICED_POOLS.flatMap((pool) => {
      const [limit, kept] = [limits[pool] ?? null, setAside.get(pool) ?? 0]
      if (limit === null || limit >= kept) return []
      return [{ field: `limits.${pool}`, message: issueText('limitSetAside', { least: kept }) }]
    }),
  )
}
