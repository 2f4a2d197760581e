/** Guard rails: nobody gives what they do not hold, and an organization is never without an active admin. */
import type { Matrix, Operation, ResourceType } from '../../src-preload/contract/access.ts'
import { badInput, CastellanError } from '../../src-preload/contract/errors.ts'
import { exceeding, exceedingRoles } from '../access/index.ts'
import type { AccessContext } from '../access/model.ts'
import { all, eq, isIn, not, type ScopedStore } from '../store/index.ts'
import { grants, type MemberRecord, members, teams } from '../store/records/index.ts'
import type { Work } from '../work/index.ts'
import { type NamedRole, rolesOf } from './facts.ts'

/** Throws `ESCALATION` when the matrices hold an operation that the actor does not. */
export function requireHeld(context: AccessContext, wanted: readonly Matrix[]): void {
  const exceeds = [...new Set(wanted.flatMap((m) => exceeding(context, m)))].sort()
  if (exceeds.length > 0)
    throw new CastellanError(
      'ESCALATION',
      `You may not give what you do not hold yourself: ${exceeds.join(', ')}.`,
      { exceeds },
    )
}

/**
 * Throws `ESCALATION` when these roles give more than the actor holds. The built-in admin is more than
 * its matrix (no visibility limits it), so only an admin gives it.
 */
export function requireHeldRoles(context: AccessContext, roles: readonly NamedRole[]): void {
  const exceeds = exceedingRoles(
    context,
    roles.map((r) => r.id),
    roles.filter((r) => !r.builtIn),
  )
  if (exceeds.length > 0)
    throw new CastellanError(
      'ESCALATION',
      `You may not give what you do not hold yourself: ${exceeds.join(', ')}.`,
      { exceeds },
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
    if (!role) throw badInput(field, 'names a role that this organization does not have')
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
    throw badInput(field, 'names a team that this organization does not have')
}

/** What the grants of these teams give, as matrices; grants on a single resource count like the type's. */
export async function matricesOfTeams(db: ScopedStore, teamIds: readonly string[]): Promise<Matrix[]> {
  const list: Matrix[] = []
  if (teamIds.length === 0) return list
  for await (const g of db
    .collection(grants)
    .each(all(eq('subjectKind', 'team'), isIn('subjectId', [...teamIds]))))
    list.push({ [g.type as ResourceType]: g.operations as readonly Operation[] })
  return list
}

/** Whoever holds more than the actor is not the actor's to demote, suspend or remove. */
export async function requireNotAbove(work: Work, targets: readonly MemberRecord[]): Promise<void> {
  const others = targets.filter((t) => t.userId !== work.access.userId)
  if (others.length === 0) return
  const ids = [...new Set(others.flatMap((t) => t.roleIds))]
  const known = await rolesOf(work.db, work.access.facts.organization.kind === 'platform')
  const exceeds = exceedingRoles(
    work.access,
    ids,
    known.filter((r) => !r.builtIn),
  )
  if (exceeds.length > 0)
    throw new CastellanError(
      'ESCALATION',
      `They hold more than you do: ${exceeds.slice(0, 5).join(', ')}. Somebody who holds as much may change them.`,
      { exceeds },
    )
}

/**
 * Throws `LAST_ADMIN` when, without the members `losing`, no active admin is left. Invited and suspended
 * ones do not count. Call it in the transaction that takes the role away (changes of a tenant are in one order).
 */
export async function requireAnotherAdmin(db: ScopedStore, losing: readonly MemberRecord[]): Promise<void> {
  const admins = losing.filter((m) => m.roleIds.includes('admin') && m.state === 'active')
  if (admins.length === 0) return
  const left = await db.collection(members).count(
    all(
      eq('roleIds', 'admin'),
      eq('state', 'active'),
      not(
        isIn(
          'id',
          admins.map((m) => m.id),
        ),
      ),
    ),
  )
  if (left === 0)
    throw new CastellanError(
      'LAST_ADMIN',
      'This organization would be left without an active admin. Make somebody else an admin first.',
      {},
    )
}
