/** Memberships: who belongs to the organization, with which roles and teams, in which state. */

import { CastellanError } from '../../src-preload/contract/errors.ts'
import type { MemberFilter } from '../../src-preload/contract/members.ts'
import {
  all,
  EVERYTHING,
  eq,
  isIn,
  type Page,
  type PageQuery,
  type Patch,
  type Predicate,
  pageOf,
  text,
} from '../store/index.ts'
import { grants, type MemberRecord, members } from '../store/records/index.ts'
import type { Work } from '../work/index.ts'
import { foundMember, identityOf } from './founding.ts'
import {
  requireAnotherAdmin,
  requireHeldRoles,
  requireHeldTeams,
  requireNotAbove,
  requireRoles,
  requireTeamNotAbove,
  requireTeams,
} from './guards.ts'
import { requireState, requireVersion } from './organizations.ts'
import { requireRoomHere } from './room.ts'
import { requireJoinable } from './sight.ts'
import { tellJoined, tellLeft, tellMember } from './tell.ts'

/** The condition that a filter means. */
export function memberCondition(f: MemberFilter): Predicate {
  const parts: Predicate[] = []
  if (f.search?.trim()) parts.push(text(f.search))
  if (f.roleIds?.length) parts.push(isIn('roleIds', f.roleIds))
  if (f.teamIds?.length) parts.push(isIn('teamIds', f.teamIds))
  if (f.state?.length) parts.push(isIn('state', f.state))
  if (f.source?.length) parts.push(isIn('source', f.source))
  return parts.length ? all(...parts) : EVERYTHING
}

export async function listMembers(
  work: Work,
  q: MemberFilter & { sort?: { field: string; direction: 'asc' | 'desc' } } & PageQuery,
): Promise<Page<MemberRecord> & { total: number }> {
  const where = memberCondition(q)
  const list = work.db.collection(members)
  const sort = q.sort ?? { field: 'name', direction: 'asc' as const }
  const [page, total] = await Promise.all([
    list.list({ where, sort, ...pageOf(q) }),
    // Each page of a long list would count them all.
    where === EVERYTHING ? work.membersIn(work.access.orgId) : list.count(where),
  ])
  return { ...page, total }
}

export const getMember = (work: Work, id: string): Promise<MemberRecord> =>
  work.db.collection(members).require(id, 'member')

export async function memberFacets(
  work: Work,
): Promise<{ [k in 'state' | 'role' | 'team' | 'source']: { value: string; count: number }[] }> {
  const list = work.db.collection(members)
  const by = async (field: string): Promise<{ value: string; count: number }[]> =>
    (await list.group(field))
      .map((g) => ({ value: String(g.value), count: g.count }))
      .sort((a, b) => b.count - a.count)
  const [state, role, team, source] = await Promise.all([
    by('state'),
    by('roleIds'),
    by('teamIds'),
    by('source'),
  ])
  return { state, role, team, source }
}

/** Under which names roles and teams were given, for whoever is told that one of them is not there. */
interface GivenAs {
  readonly roles?: string
  readonly teams?: string
}

/** Throws unless the actor holds all that these roles and teams give, and sees what is visible to the teams alone. */
export async function requireGivable(
  work: Work,
  roleIds: readonly string[],
  teamIds: readonly string[],
  as: GivenAs = {},
): Promise<void> {
  const roles = await requireRoles(work, roleIds, as.roles)
  await requireTeams(work.db, teamIds, as.teams)
  requireHeldRoles(work.access, roles)
  await requireJoinable(work.db, work.access, teamIds)
}

/**
 * Throws unless the actor holds all that roles and teams of these members give: it comes back with them. What is visible
 * to their teams they saw before, so whoever suspended somebody by mistake can take that back.
 */
export async function requireReturnable(work: Work, list: readonly MemberRecord[]): Promise<void> {
  const unique = (ids: readonly string[]): string[] => [...new Set(ids)]
  const roles = await requireRoles(work, unique(list.flatMap((m) => m.roleIds)))
  requireHeldRoles(work.access, roles)
  await requireHeldTeams(work.db, work.access, unique(list.flatMap((m) => m.teamIds)))
}

/** Throws `CONFLICT` where somebody with this address is a member already. */
export async function requireNoMember(work: Work, email: string): Promise<void> {
  if (await work.db.collection(members).first(eq('email', email)))
    throw new CastellanError('CONFLICT', `${email} is a member already.`, { field: 'email' })
}

export async function addMember(
  work: Work,
  input: {
    email: string
    name: string
    roleIds: string[]
    teamIds: string[]
    department: string
    title: string
  },
): Promise<MemberRecord> {
  await requireGivable(work, input.roleIds, input.teamIds)
  await requireNoMember(work, input.email)
  await requireRoomHere(work, { seats: 1 })
  const user = await identityOf(work.across, input.email)
  const { roleIds, teamIds, department, title, name } = input
  const how = {
    name,
    roleIds,
    teamIds,
    department,
    title,
    source: 'created',
    addedBy: work.actor.name,
    joinedAt: work.now.toISOString(),
  } as const
  const after = await foundMember(work.across, work.access.orgId, user, how)
  work.record({ resourceType: 'member', resourceId: after.id, summary: `${after.name} added`, after })
  tellJoined(work, after)
  return after
}

const added = (before: readonly string[], after: readonly string[]): string[] =>
  after.filter((id) => !before.includes(id))

interface OneMember {
  readonly id: string
  readonly version: number
}

/** The member as whoever calls saw it; `states` are those in which the change makes sense. */
async function requireSeen(
  work: Work,
  { id, version }: OneMember,
  ...states: string[]
): Promise<MemberRecord> {
  const before = await getMember(work, id)
  requireVersion(before, version, 'member')
  if (states.length > 0) requireState(before, states, 'member')
  return before
}

/** Writes a change that was found allowed; the trail and the services are told of it. */
async function change(
  work: Work,
  before: MemberRecord,
  patch: Patch<MemberRecord>,
  summary: string,
): Promise<MemberRecord> {
  const after = await work.db.collection(members).update(before, patch, 'member')
  work.record({ resourceType: 'member', resourceId: before.id, summary, before, after })
  tellMember(work, before, after)
  return after
}

export async function setRoles(work: Work, input: OneMember & { roleIds: string[] }): Promise<MemberRecord> {
  const before = await requireSeen(work, input)
  const roleIds = [...new Set(input.roleIds)]
  await requireRoles(work, roleIds)
  await requireGivable(work, added(before.roleIds, roleIds), [])
  if (added(roleIds, before.roleIds).length > 0) await requireNotAbove(work, [before])
  if (!roleIds.includes('admin')) await requireAnotherAdmin(work, [before])
  return change(work, before, { roleIds }, `Roles of ${before.name} set`)
}

export async function setTeams(work: Work, input: OneMember & { teamIds: string[] }): Promise<MemberRecord> {
  const before = await requireSeen(work, input)
  const teamIds = [...new Set(input.teamIds)]
  await requireTeams(work.db, teamIds)
  await requireGivable(work, [], added(before.teamIds, teamIds))
  await requireTeamNotAbove(work, added(teamIds, before.teamIds), [before])
  return change(work, before, { teamIds }, `Teams of ${before.name} set`)
}

export async function suspendMember(work: Work, input: OneMember): Promise<MemberRecord> {
  const before = await requireSeen(work, input, 'active')
  await requireNotAbove(work, [before])
  await requireAnotherAdmin(work, [before])
  return change(work, before, { state: 'suspended' }, `${before.name} suspended`)
}

export async function reactivateMember(work: Work, input: OneMember): Promise<MemberRecord> {
  const before = await requireSeen(work, input, 'suspended')
  await requireReturnable(work, [before])
  return change(work, before, { state: 'active' }, `${before.name} reactivated`)
}

export async function removeMember(work: Work, input: OneMember): Promise<void> {
  const before = await requireSeen(work, input)
  await requireNotAbove(work, [before])
  await endMembership(work, before, 'removed')
}

/** Ends a membership with the shares that were given to this person. What they created stays the organization's. */
export async function endMembership(
  work: Work,
  before: MemberRecord,
  how: 'removed' | 'left' | 'undone',
): Promise<void> {
  await requireAnotherAdmin(work, [before])
  await work.db.collection(members).remove(before, 'member')
  await work.db.collection(grants).removeWhere(all(eq('subjectKind', 'user'), eq('subjectId', before.userId)))
  work.record({
    resourceType: 'member',
    resourceId: before.id,
    summary: how === 'undone' ? `${before.name} moved out again` : `${before.name} ${how}`,
    before,
  })
  tellLeft(work, before, how)
}

export async function leave(work: Work): Promise<void> {
  if (work.access.facts.organization.kind === 'personal')
    throw new CastellanError('WRONG_STATE', 'Nobody leaves their own personal space.', {
      state: 'personal',
      allowed: ['organization'],
    })
  const before = await getMember(work, work.access.facts.member.id)
  await endMembership(work, before, 'left')
}
