/** The guard rail of the last admin: an organization is never without an active one. */
import { CastellanError } from '../../src-preload/contract/errors.ts'
import type { MemberFacts } from './model.ts'

/** What decides whether a member is an admin who can act. */
export type AdminFacts = Pick<MemberFacts, 'id' | 'state' | 'userActive' | 'roleIds'>

/** Holds the built-in role and can use it: somebody invited, suspended or disabled is no admin. */
export const isAdmin = (member: Omit<AdminFacts, 'id'>): boolean =>
  member.state === 'active' && member.userActive && member.roleIds.includes('admin')

/**
 * Active admins left after `changes`: member id → what changes of it, or null when it leaves. Give all
 * members, or at least all admins, as the transaction sees them.
 */
export function remainingAdmins(
  members: readonly AdminFacts[],
  changes: ReadonlyMap<string, Partial<AdminFacts> | null> = new Map(),
): number {
  return members.filter((member) => {
    const change = changes.get(member.id)
    return change !== null && isAdmin({ ...member, ...change })
  }).length
}

/** Throws `LAST_ADMIN` when `changes` would take the last active admin away. */
export function requireAdminLeft(
  members: readonly AdminFacts[],
  changes: ReadonlyMap<string, Partial<AdminFacts> | null>,
): void {
  if (remainingAdmins(members) > 0 && remainingAdmins(members, changes) === 0)
    throw new CastellanError(
      'LAST_ADMIN',
      'This organization would be left without an active admin. Make somebody else an admin first.',
      {},
    )
}
