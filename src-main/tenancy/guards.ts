/** Guard rails: nobody gives what they do not hold, and an organization is never without an active admin. */
import type { Matrix } from '../../src-preload/contract/access.ts'
import { badInput, CastellanError } from '../../src-preload/contract/errors.ts'
import { ISSUES } from '../../src-preload/contract/issues.ts'
import { exceeding, exceedingRoles, type Given } from '../access/index.ts'
import type { AccessContext, ResourceFacts } from '../access/model.ts'
import { all, any, eq, isIn, not, type ScopedStore } from '../store/index.ts'
import { grants, type MemberRecord, members, resources, teams } from '../store/records/index.ts'
import type { Work } from '../work/index.ts'
import { type NamedRole, rolesOf } from './facts.ts'

/** Throws `ESCALATION` when the matrices hold an operation that the actor does not. */
export function requireHeld(context: AccessContext, wanted: readonly Matrix[]): void {
  refuseExceeding([...new Set(wanted.flatMap((m) => exceeding(context, m)))].sort())
}

export function refuseExceeding(exceeds: readonly string[]): void {
  if (exceeds.length > 0)
    throw new CastellanError(
      'ESCALATION',
      `You may not give what you do not hold yourself: ${exceeds.join(', ')}.`,
      { exceeds: [...exceeds] },
    )
}

/**
 * Throws `ESCALATION` when these roles give more than the actor holds. The built-in admin is more than
 * its matrix (no visibility limits it), so only an admin gives it.
 */
export function requireHeldRoles(context: AccessContext, roles: readonly NamedRole[]): void {
  refuseExceeding(
    exceedingRoles(
      context,
      roles.map((r) => r.id),
      roles.filter((r) => !r.builtIn),
    ),
  )
}

/** The roles with these ids; throws `BAD_INPUT` on `field` for one that this organization does not have. */
export async function requireRoles(
  work: Work,
  ids: readonly string[],
  field = 'roleIds',
): Promise<NamedRole[]> {
  const known = await rolesOf(work.db, work.access.facts.organization.kind === 'platform')
  return [...new Set(ids)].map((id) => {
    const role = known.find((r) => r.id === id)
    if (!role) throw badInput(field, ISSUES.roleElsewhere)
    return role
  })
}

/** Throws `BAD_INPUT` on `field` unless every id is a team of this organization. */
export async function requireTeams(
  db: ScopedStore,
  ids: readonly string[],
  field = 'teamIds',
): Promise<void> {
  const unique = [...new Set(ids)]
  if (unique.length > 0 && (await db.collection(teams).count(isIn('id', unique))) !== unique.length)
    throw badInput(field, ISSUES.teamElsewhere)
}

/**
 * Permissions among these grants that the actor does not hold: a grant on a type is compared with what they may
 * do on the type, one on a single resource with what they may do on that resource.
 */
export async function exceedingGrants(
  db: ScopedStore,
  context: AccessContext,
  wanted: readonly Given[],
): Promise<string[]> {
  const ids = [...new Set(wanted.flatMap((g) => g.resourceId ?? []))]
  const facts = new Map<string, ResourceFacts>()
  if (ids.length > 0)
    for await (const { id, visibility, teamIds, createdBy } of db.collection(resources).each(isIn('id', ids)))
      facts.set(id, { id, visibility, teamIds, createdBy })
  return exceeding(context, wanted, (id) => facts.get(id))
}

/** Permissions that the grants of these teams give and the actor does not hold. */
export async function exceedingTeams(
  db: ScopedStore,
  context: AccessContext,
  teamIds: readonly string[],
): Promise<string[]> {
  if (teamIds.length === 0) return []
  const wanted: Given[] = []
  const ofTeams = all(eq('subjectKind', 'team'), isIn('subjectId', [...teamIds]))
  for await (const { type, resourceId, operations } of db.collection(grants).each(ofTeams))
    wanted.push({ type, resourceId, operations })
  return exceedingGrants(db, context, wanted)
}

/** Throws `ESCALATION` when these teams give more than the actor holds. */
export async function requireHeldTeams(
  db: ScopedStore,
  context: AccessContext,
  teamIds: readonly string[],
): Promise<void> {
  refuseExceeding(await exceedingTeams(db, context, teamIds))
}

interface Holdings {
  readonly roleIds: readonly string[]
  readonly teamIds: readonly string[]
}

/** Throws `ESCALATION` where these roles, or what these teams give, are more than the actor holds. */
async function refuseAbove(work: Work, { roleIds, teamIds }: Holdings): Promise<void> {
  const known = await rolesOf(work.db, work.access.facts.organization.kind === 'platform')
  const custom = known.filter((r) => !r.builtIn)
  const byTeams = await exceedingTeams(work.db, work.access, [...new Set(teamIds)])
  const exceeds = [...new Set([...exceedingRoles(work.access, [...new Set(roleIds)], custom), ...byTeams])]
  if (exceeds.length > 0)
    throw new CastellanError(
      'ESCALATION',
      `They hold more than you do: ${exceeds.slice(0, 5).join(', ')}. Somebody who holds as much may change them.`,
      { exceeds },
    )
}

/** Whoever holds more than the actor, by roles or teams, is not the actor's to demote, suspend or remove. */
export async function requireNotAbove(work: Work, targets: readonly MemberRecord[]): Promise<void> {
  const others = targets.filter((t) => t.userId !== work.access.userId)
  if (others.length === 0) return
  const [roleIds, teamIds] = [others.flatMap((t) => t.roleIds), others.flatMap((t) => t.teamIds)]
  await refuseAbove(work, { roleIds, teamIds })
}

/**
 * The same where a role becomes less or goes: for the role itself, and for all who hold it. An admin loses nothing by
 * it, and what the actor takes from themselves is their own.
 */
export async function requireRoleNotAbove(work: Work, roleId: string): Promise<void> {
  const others = all(
    eq('roleIds', roleId),
    not(any(eq('roleIds', 'admin'), eq('userId', work.access.userId))),
  )
  const list = work.db.collection(members)
  const [byRole, byTeam] = await Promise.all([list.group('roleIds', others), list.group('teamIds', others)])
  const idsIn = (groups: readonly { readonly value: unknown }[]): string[] =>
    groups.flatMap(({ value }) => (typeof value === 'string' ? [value] : []))
  await refuseAbove(work, { roleIds: [roleId, ...idsIn(byRole)], teamIds: idsIn(byTeam) })
}

/** The same where members leave a team. A team that gives nothing takes nothing away. */
export async function requireTeamNotAbove(
  work: Work,
  teamIds: readonly string[],
  leaving: readonly MemberRecord[],
): Promise<void> {
  if (teamIds.length === 0 || leaving.length === 0) return
  const given = all(eq('subjectKind', 'team'), isIn('subjectId', [...teamIds]))
  if ((await work.db.collection(grants).count(given)) > 0) await requireNotAbove(work, leaving)
}

/**
 * Throws `LAST_ADMIN` when, without the members `losing`, no admin who can act is left: invited and suspended
 * ones do not count, nor those whose account is disabled. Call it in the transaction that takes the role
 * away (changes of a tenant are in one order).
 */
export async function requireAnotherAdmin(work: Work, losing: readonly MemberRecord[]): Promise<void> {
  if (await isAnotherAdmin(work, work.db, losing)) return
  throw new CastellanError(
    'LAST_ADMIN',
    'This organization would be left without an active admin. Make somebody else an admin first.',
    {},
  )
}

/** Whether without these members an admin who can act is left, or none of them is one. */
export async function isAnotherAdmin(
  work: Work,
  db: ScopedStore,
  losing: readonly MemberRecord[],
): Promise<boolean> {
  const admins = losing.filter((m) => m.roleIds.includes('admin') && m.state === 'active')
  if (admins.length === 0) return true
  const gone = isIn(
    'id',
    admins.map((m) => m.id),
  )
  const others = all(eq('roleIds', 'admin'), eq('state', 'active'), not(gone))
  for await (const other of db.collection(members).each(others, undefined, 20))
    if ((await work.across.user(other.userId))?.state === 'active') return true
  return false
}
