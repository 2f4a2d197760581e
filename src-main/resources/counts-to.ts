/** To which team a resource counts: it uses that team's slices of the pools, or what is set aside for nobody. */
import type { ResourceKind } from '../../src-preload/contract/access.ts'
import { notFound } from '../../src-preload/contract/errors.ts'
import type { Countable } from '../../src-preload/contract/resources.ts'
import { decide, forbidden } from '../access/index.ts'
import type { AccessContext } from '../access/model.ts'
import { all, EVERYTHING, isIn } from '../store/index.ts'
import { slices, teams } from '../store/records/index.ts'
import { slicesOfTeams } from '../tenancy/index.ts'
import type { Work } from '../work/index.ts'

/** One may count to a team that one is in, and to any where one may change teams. */
export const mayCountTo = (access: AccessContext, teamId: string): boolean =>
  access.standing.teamIds.has(teamId) || decide(access, 'team', teamId, 'update')

/** Throws `NOT_FOUND` alike for a team that is not here and one that may not be read, else `FORBIDDEN`. */
export async function requireCountable(work: Work, teamId: string): Promise<void> {
  const team = await work.db.collection(teams).get(teamId)
  if (team && mayCountTo(work.access, teamId)) return
  throw team && decide(work.access, 'team', teamId, 'read')
    ? forbidden(work.access, 'team', 'update')
    : notFound('team')
}

/** The teams among which the person can choose for a resource of the kind, by name. */
export async function countableTeams(work: Work, kind: ResourceKind): Promise<Countable[]> {
  const { db, access } = work
  const mine = access.standing.teamIds
  const pools = [kind, 'storageBytes'] as const
  const given = isIn('pool', [...pools])
  const own = decide(access, 'team', null, 'update') ? EVERYTHING : isIn('teamId', [...mine])
  const ids = (await db.collection(slices).group('teamId', all(given, own))).flatMap(({ value }) =>
    typeof value === 'string' ? [value] : [],
  )
  if (ids.length === 0) return []
  const parts = await slicesOfTeams(db, ids)
  const list: Countable[] = []
  for await (const { id, name } of db
    .collection(teams)
    .each(isIn('id', ids), { field: 'name', direction: 'asc' }))
    list.push({
      id,
      name,
      mine: mine.has(id),
      slices: (parts.get(id) ?? []).filter((s) => s.pool === kind || s.pool === 'storageBytes'),
    })
  return list
}
