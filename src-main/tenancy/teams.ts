/** Teams: groups inside one organization with grants of their own. */
import { RESOURCE_KINDS } from '../../src-preload/contract/access.ts'
import { badInput, notFound } from '../../src-preload/contract/errors.ts'
import type { Team, TeamGrant } from '../../src-preload/contract/teams.ts'
import { decide } from '../access/index.ts'
import { changedFields } from '../events/index.ts'
import {
  all,
  EVERYTHING,
  eq,
  fold,
  isIn,
  type PageQuery,
  pageOf,
  type ScopedStore,
  text,
} from '../store/index.ts'
import {
  grants,
  type MemberRecord,
  members,
  resources,
  type TeamRecord,
  teams,
} from '../store/records/index.ts'
import type { Work } from '../work/index.ts'
import { exceedingGrants, refuseExceeding, requireNotAbove, requireTeamNotAbove } from './guards.ts'
import { requireVersion } from './organizations.ts'
import { requireJoinable } from './sight.ts'
import { slicesOfTeams } from './slices.ts'
import { tellMember, tellNamed } from './tell.ts'

export const ofTeam = (id: string) => all(eq('subjectKind', 'team'), eq('subjectId', id))

async function grantsOf(db: ScopedStore, teamIds: readonly string[]): Promise<Map<string, TeamGrant[]>> {
  const map = new Map<string, TeamGrant[]>(teamIds.map((id) => [id, []]))
  if (teamIds.length === 0) return map
  for await (const g of db
    .collection(grants)
    .each(all(eq('subjectKind', 'team'), isIn('subjectId', [...teamIds]))))
    map.get(g.subjectId)?.push({ type: g.type, resourceId: g.resourceId, operations: [...g.operations] })
  return map
}

async function views(db: ScopedStore, list: readonly TeamRecord[]): Promise<Team[]> {
  const ids = list.map((t) => t.id)
  const [given, sizes, parts] = await Promise.all([
    grantsOf(db, ids),
    db.collection(members).group('teamIds'),
    slicesOfTeams(db, ids),
  ])
  return list.map((t) => ({
    ...t,
    members: sizes.find((g) => g.value === t.id)?.count ?? 0,
    grants: given.get(t.id) ?? [],
    slices: parts.get(t.id) ?? [],
  }))
}
export const viewOfTeam = async (db: ScopedStore, t: TeamRecord): Promise<Team> =>
  (await views(db, [t]))[0] as Team

export async function listTeams(
  work: Work,
  q: { search?: string; sort?: { field: string; direction: 'asc' | 'desc' } } & PageQuery,
): Promise<{ items: Team[]; next: string | null; total: number }> {
  const where = q.search?.trim() ? text(q.search) : EVERYTHING
  const list = work.db.collection(teams)
  const sort = q.sort ?? { field: 'name', direction: 'asc' as const }
  const [page, total] = await Promise.all([list.list({ where, sort, ...pageOf(q) }), list.count(where)])
  return { items: await views(work.db, page.items), next: page.next, total }
}

export const getTeam = async (work: Work, id: string): Promise<Team> =>
  viewOfTeam(work.db, await work.db.collection(teams).require(id, 'team'))

/** Throws unless the actor holds every grant, and `NOT_FOUND` for a single resource that they may not read. */
async function requireGrants(work: Work, wanted: readonly TeamGrant[]): Promise<void> {
  for (const [i, g] of wanted.entries()) {
    if (g.resourceId === null) continue
    if (!(RESOURCE_KINDS as readonly string[]).includes(g.type))
      throw badInput(`grants.${i}.resourceId`, 'can be named only for the four shared kinds')
    const found = await work.db.collection(resources).get(g.resourceId)
    if (found?.kind !== g.type || !decide(work.access, g.type, found.id, 'read', found))
      throw notFound(g.type)
  }
  refuseExceeding(await exceedingGrants(work.db, work.access, wanted))
}

const insertGrants = (db: ScopedStore, teamId: string, list: readonly TeamGrant[]) =>
  db.collection(grants).insertMany(
    list.map((g) => ({
      subjectKind: 'team' as const,
      subjectId: teamId,
      type: g.type,
      resourceId: g.resourceId,
      // Whoever is given one resource can see it; otherwise the grant could not be used.
      operations: [...new Set(g.resourceId === null ? g.operations : (['read', ...g.operations] as const))],
    })),
  )

/** The team's version counts changes of its grants too, so that two editors cannot overwrite each other. */
export const countGrants = (db: ScopedStore, team: TeamRecord): Promise<TeamRecord> =>
  db.collection(teams).update(team, { name: team.name }, 'team')

export async function createTeam(
  work: Work,
  input: { name: string; description: string; grants: TeamGrant[] },
): Promise<Team> {
  await requireGrants(work, input.grants)
  const record = await work.db
    .collection(teams)
    .insert({ name: input.name, nameKey: fold(input.name), description: input.description })
  await insertGrants(work.db, record.id, input.grants)
  const after = await viewOfTeam(work.db, record)
  work.record({ resourceType: 'team', resourceId: record.id, summary: `Team ${record.name} created`, after })
  work.emit('team.created', record.id, { id: record.id, name: record.name })
  return after
}

export async function updateTeam(
  work: Work,
  input: { id: string; version: number; name?: string; description?: string },
): Promise<Team> {
  const before = await work.db.collection(teams).require(input.id, 'team')
  requireVersion(before, input.version, 'team')
  const name = input.name ?? before.name
  const record = await work.db
    .collection(teams)
    .update(
      before,
      { name, nameKey: fold(name), description: input.description ?? before.description },
      'team',
    )
  work.record({
    resourceType: 'team',
    resourceId: before.id,
    summary: `Team ${before.name} changed`,
    before,
    after: record,
  })
  tellNamed(work, 'team.changed', record, changedFields(before, record))
  return viewOfTeam(work.db, record)
}

/**
 * What teams give is taken from all who are in them: none of those may hold more than the actor. A team that gives
 * nothing takes nothing away.
 */
export async function requireWholeTeams(work: Work, teamIds: readonly string[]): Promise<void> {
  const given = await grantsOf(work.db, teamIds)
  const giving = teamIds.filter((id) => given.get(id)?.length)
  const losing: MemberRecord[] = []
  for await (const m of work.db.collection(members).each(isIn('teamIds', giving))) losing.push(m)
  await requireNotAbove(work, losing)
}

export async function setTeamGrants(
  work: Work,
  input: { id: string; version: number; grants: TeamGrant[] },
): Promise<Team> {
  const record = await work.db.collection(teams).require(input.id, 'team')
  requireVersion(record, input.version, 'team')
  const before = await viewOfTeam(work.db, record)
  const key = (g: TeamGrant): string => `${g.type} ${g.resourceId} ${[...g.operations].sort().join()}`
  const had = new Set(before.grants.map(key))
  const kept = new Set(input.grants.map(key))
  if (before.grants.some((g) => !kept.has(key(g)))) await requireWholeTeams(work, [record.id])
  await requireGrants(
    work,
    input.grants.filter((g) => !had.has(key(g))),
  )
  await work.db.collection(grants).removeWhere(ofTeam(input.id))
  await insertGrants(work.db, input.id, input.grants)
  const after = await viewOfTeam(work.db, await countGrants(work.db, record))
  work.record({
    resourceType: 'team',
    resourceId: record.id,
    summary: `Grants of team ${record.name} set`,
    before: { grants: before.grants },
    after: { grants: after.grants },
  })
  tellNamed(work, 'team.changed', record, ['grants'])
  return after
}

export async function changeTeamMembers(
  work: Work,
  input: { id: string; add: string[]; remove: string[] },
): Promise<Team> {
  const team = await work.db.collection(teams).require(input.id, 'team')
  if (input.add.length > 0) await requireJoinable(work.db, work.access, [team.id])
  const list = work.db.collection(members)
  const ids = [...new Set([...input.add, ...input.remove])]
  const found = new Map(
    (await Promise.all(ids.map((id) => list.require(id, 'member')))).map((m) => [m.id, m]),
  )
  const remove = new Set(input.remove)
  const changes = [...found.values()].flatMap((m) => {
    const isMember = m.teamIds.includes(team.id)
    const wanted = !remove.has(m.id)
    if (isMember === wanted) return []
    return [
      {
        current: m,
        patch: { teamIds: wanted ? [...m.teamIds, team.id] : m.teamIds.filter((t) => t !== team.id) },
      },
    ]
  })
  await requireTeamNotAbove(
    work,
    [team.id],
    changes.filter((c) => !c.patch.teamIds.includes(team.id)).map((c) => c.current),
  )
  await list.updateMany(changes, 'member')
  for (const { current, patch } of changes) {
    const after = { ...current, ...patch }
    const summary = `${current.name} ${patch.teamIds.includes(team.id) ? 'joined' : 'left'} team ${team.name}`
    work.record({ resourceType: 'member', resourceId: current.id, summary, before: current, after })
    tellMember(work, current, after)
  }
  tellNamed(work, 'team.changed', team, changes.length > 0 ? ['members'] : [])
  return viewOfTeam(work.db, team)
}
