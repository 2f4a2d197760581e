/** The end of a team: what it gave, what was visible through it, and what counted to it. */
import { changedFields } from '../events/index.ts'
import {
  any,
  type CollectionSpec,
  eq,
  type Patch,
  type Predicate,
  type ScopedStore,
  type TenantRecord,
} from '../store/index.ts'
import {
  domainClaims,
  grants,
  invitations,
  members,
  type ResourceRecord,
  resources,
  slices,
  type TeamRecord,
  teams,
} from '../store/records/index.ts'
import type { Work } from '../work/index.ts'
import { requireVersion } from './organizations.ts'
import { ofTeam, requireWholeTeams, viewOfTeam } from './teams.ts'
import { tellGone, tellMember } from './tell.ts'

export async function deleteTeam(work: Work, input: { id: string; version: number }): Promise<void> {
  const before = await work.db.collection(teams).require(input.id, 'team')
  requireVersion(before, input.version, 'team')
  await requireWholeTeams(work, [before.id])
  await endTeam(work, before)
}

/**
 * Ends a team that the actor may end whole. What counted to it uses the rest of the pools from then on, where its slices
 * are free again: there is always room for it.
 */
export async function endTeam(work: Work, before: TeamRecord): Promise<void> {
  const { id, name } = before
  const inTeams = eq('teamIds', id)
  const { grants: given, slices: had } = await viewOfTeam(work.db, before)
  const memberIds: string[] = []
  const without = ({ teamIds }: { readonly teamIds: readonly string[] }): { teamIds: string[] } => ({
    teamIds: teamIds.filter((t) => t !== id),
  })
  const uncounted = (r: ResourceRecord): Patch<ResourceRecord> => ({
    ...without(r),
    countsTo: r.countsTo === id ? null : r.countsTo,
  })
  await dropFrom(work.db, members, inTeams, without, (was, is) => {
    memberIds.push(was.id)
    tellMember(work, was, is)
  })
  await dropFrom(work.db, invitations, inTeams, without)
  await dropFrom(work.db, domainClaims, inTeams, without)
  await dropFrom(work.db, resources, any(inTeams, eq('countsTo', id)), uncounted, (was, is) =>
    work.emit('resource.changed', is.id, {
      id: is.id,
      kind: is.kind,
      name: is.name,
      changed: changedFields(was, is),
    }),
  )
  await work.db.collection(grants).removeWhere(ofTeam(id))
  await work.db.collection(slices).removeWhere(eq('teamId', id))
  await work.db.collection(teams).remove(before, 'team')
  work.record({
    resourceType: 'team',
    resourceId: id,
    summary: `Team ${name} deleted`,
    before: { ...before, grants: given, slices: had, memberIds },
  })
  tellGone(work, 'team.deleted', before)
}

async function dropFrom<T extends TenantRecord>(
  db: ScopedStore,
  spec: CollectionSpec<T>,
  where: Predicate,
  without: (record: T) => Patch<T>,
  tell: (before: T, after: T) => void = () => undefined,
): Promise<void> {
  const list = db.collection(spec)
  let page = await list.list({ where, limit: 500 })
  while (page.items.length > 0) {
    const changed = await list.updateMany(page.items.map((current) => ({ current, patch: without(current) })))
    for (const [i, after] of changed.entries()) tell(page.items[i] ?? after, after)
    page = await list.list({ where, limit: 500 })
  }
}
