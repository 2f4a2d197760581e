/** Accounts as operators see and change them. A disabled one is cut off in every tenant at once. */
import { CastellanError, notFound } from '../../src-preload/contract/errors.ts'
import type { Account } from '../../src-preload/contract/users.ts'
import type { MemberRecord, OrganizationRecord, UserRecord } from '../store/records/index.ts'
import type { Work } from '../work/index.ts'
import { isAnotherAdmin } from './guards.ts'
import { requireState, requireVersion } from './organizations.ts'

interface Membership {
  readonly member: MemberRecord
  readonly organization: OrganizationRecord
}
interface Change {
  readonly id: string
  readonly version: number
}

/** Throws `NOT_FOUND` for an address that nobody has. */
export async function findAccount(work: Work, email: string): Promise<Account> {
  const user = await work.across.userByEmail(email)
  if (!user) throw notFound('account')
  return view(user, await membershipsOf(work, user.id))
}

/** Throws `LAST_ADMIN` where an active organization would be left without an admin who can act. */
export async function disableAccount(work: Work, input: Change): Promise<Account> {
  const before = await requireSeen(work, input, 'active')
  const memberships = await membershipsOf(work, before.id)
  await requireAdminsLeft(work, memberships)
  return change(work, before, memberships, 'disabled')
}

export async function enableAccount(work: Work, input: Change): Promise<Account> {
  const before = await requireSeen(work, input, 'disabled')
  return change(work, before, await membershipsOf(work, before.id), 'active')
}

async function requireSeen(
  work: Work,
  { id, version }: Change,
  state: UserRecord['state'],
): Promise<UserRecord> {
  const user = await work.across.user(id)
  if (!user) throw notFound('account')
  requireVersion(user, version, 'account')
  requireState(user, [state], 'account')
  return user
}

async function membershipsOf(work: Work, userId: string): Promise<Membership[]> {
  const found: Membership[] = []
  for (const member of await work.across.membershipsOf(userId)) {
    const organization = await work.across.organization(member.orgId)
    if (organization) found.push({ member, organization })
  }
  return found
}

/** A personal space has nobody else, and in an organization that is not active nobody acts. */
async function requireAdminsLeft(work: Work, memberships: readonly Membership[]): Promise<void> {
  const without: string[] = []
  for (const { member, organization } of memberships) {
    if (organization.kind === 'personal' || organization.state !== 'active') continue
    if (!(await isAnotherAdmin(work, work.across.tenant(organization.id), [member])))
      without.push(organization.name)
  }
  if (without.length > 0)
    throw new CastellanError(
      'LAST_ADMIN',
      `Without an active admin would be left: ${without.join(', ')}. Somebody else there has to be made an admin, or the organization suspended, first.`,
      {},
    )
}

/** Every tenant that they belong to is told, in its own name for them; the platform by the address alone. */
async function change(
  work: Work,
  before: UserRecord,
  memberships: readonly Membership[],
  state: UserRecord['state'],
): Promise<Account> {
  const after = await work.across.changeUser(before, { state })
  const done = state === 'disabled' ? 'disabled' : 'enabled'
  const why = work.caller.reason ?? undefined
  const states = { before: { state: before.state }, after: { state } }
  const own = { resourceType: 'platformUser', resourceId: before.id }
  work.record({ ...own, summary: `The account ${before.email} was ${done}`, ...states })
  work.emit(`user.${done}`, before.id, { userId: before.id, why })
  for (const { member, organization } of memberships) {
    if (organization.id === work.access.orgId) continue
    const summary = `The account of ${member.name} was ${done} by the platform`
    work.recordIn(organization.id, { resourceType: 'member', resourceId: member.id, summary, ...states })
    work.emitIn(organization.id, `user.${done}`, before.id, { userId: before.id, why })
  }
  return view(after, memberships)
}

const view = (user: UserRecord, memberships: readonly Membership[]): Account => ({
  id: user.id,
  version: user.version,
  createdAt: user.createdAt,
  updatedAt: user.updatedAt,
  email: user.email,
  state: user.state,
  organizations: memberships.filter(({ organization }) => organization.kind !== 'personal').length,
})
