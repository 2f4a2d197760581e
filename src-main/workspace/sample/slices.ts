/** Slices of the sample's teams, and what counts to them. */
import type { ResourceKind } from '../../../src-preload/contract/access.ts'
import { SLICED_POOLS } from '../../../src-preload/contract/slices.ts'
import { slices, type TeamRecord } from '../../store/records/index.ts'
import type { Work } from '../../work/index.ts'
import type { SampleTeam } from './material.ts'

/** Sets the slices aside, which have room for what counts to their teams. Tells the trail of each. */
export async function giveSlices(
  work: Work,
  orgId: string,
  teams: readonly TeamRecord[],
  shapes: readonly SampleTeam[],
): Promise<void> {
  for (const [i, { id, name }] of teams.entries()) {
    const drafts = SLICED_POOLS.flatMap((pool) => {
      const limit = shapes[i]?.slices?.[pool] ?? null
      return limit === null ? [] : [{ teamId: id, pool, limit }]
    })
    if (drafts.length === 0) continue
    await work.across.tenant(orgId).collection(slices).insertMany(drafts)
    work.recordIn(orgId, {
      action: 'team.slicesSet',
      resourceType: 'team',
      resourceId: id,
      summary: `Slices of team ${name} set`,
      after: { slices: drafts },
    })
  }
}

/**
 * To which team the next resource of a kind counts, by the teams of whoever made it: to the first with a slice of the
 * kind, until three quarters of that are used.
 */
export function countingTo(teams: readonly TeamRecord[], shapes: readonly SampleTeam[]) {
  const used = new Map<string, number>()
  return (kind: ResourceKind, teamIds: readonly string[]): string | null => {
    const team = teams.find(({ id }, i) => {
      const slice = shapes[i]?.slices?.[kind] ?? 0
      return teamIds.includes(id) && (used.get(`${id} ${kind}`) ?? 0) + 1 <= slice * 0.75
    })
    if (!team) return null
    const key = `${team.id} ${kind}`
    used.set(key, (used.get(key) ?? 0) + 1)
    return team.id
  }
}
