/** The organization of the context: settings, closing with grace, restoring, overview. */
import { RESOURCE_KINDS } from '../../src-preload/contract/access.ts'
import type { PlannedChange } from '../../src-preload/contract/approvals.ts'
import { DAY_MS } from '../../src-preload/contract/durations.ts'
import { badInput, CastellanError } from '../../src-preload/contract/errors.ts'
import { issueText } from '../../src-preload/contract/issues.ts'
import type { Closer, Overview } from '../../src-preload/contract/organizations.ts'
import { range, type ScopedStore } from '../store/index.ts'
import {
  invitations,
  members,
  type OrganizationRecord,
  organizations,
  roles,
  teams,
} from '../store/records/index.ts'
import type { Work } from '../work/index.ts'
import { rolesOf } from './facts.ts'
import { requireHeldRoles, requireRoles } from './guards.ts'
import { lastMonths } from './months.ts'
import { inStateAt } from './pending.ts'
import { poolsOf } from './pools.ts'
import { tellOrganization } from './tell.ts'

export const currentOrganization = (work: Work): Promise<OrganizationRecord> =>
  work.db.collection(organizations).require(work.access.orgId, 'organization')

/** Throws `VERSION_CONFLICT` when `version` is not the record's; the store checks again when it writes. */
export function requireVersion(record: { readonly version: number }, version: number, type: string): void {
  if (record.version !== version)
    throw new CastellanError(
      'VERSION_CONFLICT',
      `Somebody else changed this ${type} in the meantime. Read it again, then repeat your change.`,
      {
        expected: version,
        current: record.version,
      },
    )
}

export function requireState(
  record: { readonly state: string },
  allowed: readonly string[],
  what: string,
): void {
  if (!allowed.includes(record.state))
    throw new CastellanError(
      'WRONG_STATE',
      `This ${what} is ${record.state}; that needs it to be ${allowed.join(' or ')}.`,
      {
        state: record.state,
        allowed: [...allowed],
      },
    )
}

export async function updateOrganization(
  work: Work,
  input: { version: number; name?: string; settings?: Partial<OrganizationRecord['settings']> },
): Promise<OrganizationRecord> {
  const before = await currentOrganization(work)
  requireVersion(before, input.version, 'organization')
  if (
    input.settings?.defaultRoleId !== undefined &&
    input.settings.defaultRoleId !== before.settings.defaultRoleId
  )
    requireHeldRoles(
      work.access,
      await requireRoles(work, [input.settings.defaultRoleId], 'settings.defaultRoleId'),
    )
  const after = await work.db
    .collection(organizations)
    .update(
      before,
      { name: input.name ?? before.name, settings: { ...before.settings, ...input.settings } },
      'organization',
    )
  work.record({
    resourceType: 'organization',
    resourceId: before.id,
    summary: `Settings of ${after.name} changed`,
    before,
    after,
  })
  tellOrganization(work, before, after)
  return after
}

/** What closing changes, line by line, as an approval shows it. */
export const closingChanges = ({ state, settings }: OrganizationRecord): PlannedChange[] => [
  { what: 'state', before: state, after: 'closing' },
  { what: 'erasure', before: null, after: `${settings.closingGraceDays} days after it is approved` },
]

interface Closing {
  readonly version: number
  readonly confirmName: string
  readonly reason: string
}

/** The organization as it is; throws where it cannot be closed, or where the typed name is not its own. */
export async function requireClosable(work: Work, input: Closing): Promise<OrganizationRecord> {
  const before = await currentOrganization(work)
  requireVersion(before, input.version, 'organization')
  if (before.kind !== 'organization')
    throw new CastellanError('WRONG_STATE', 'Only an organization can be closed.', {
      state: before.kind,
      allowed: ['organization'],
    })
  requireState(before, ['active', 'suspended'], 'organization')
  if (input.confirmName !== before.name)
    throw badInput('confirmName', issueText('typedName', { name: before.name }))
  return before
}

export const closeOrganization = async (work: Work, input: Closing): Promise<OrganizationRecord> =>
  startClosing(work, work.db, await requireClosable(work, input), input.reason, 'organization')

/** Begins the grace period of a tenant; also for operators. */
export async function startClosing(
  work: Work,
  db: ScopedStore,
  before: OrganizationRecord,
  reason: string,
  closedBy: Closer,
): Promise<OrganizationRecord> {
  const { stateReason } = before
  const state = before.state === 'suspended' ? 'suspended' : 'active'
  const erasedAt = new Date(work.now.getTime() + before.settings.closingGraceDays * DAY_MS).toISOString()
  const after = await db.collection(organizations).update(
    before,
    {
      state: 'closing',
      stateReason: reason,
      erasedAt,
      closedBy,
      beforeClosing: { state, stateReason },
    },
    'organization',
  )
  work.recordIn(before.orgId, {
    resourceType: 'organization',
    resourceId: before.id,
    summary: `${after.name} will be closed; its data is erased on ${erasedAt.slice(0, 10)}`,
    before,
    after,
  })
  tellOrganization(work, before, after)
  return after
}

/** Turns the closing back. Throws `FORBIDDEN` where the platform's operators began it. */
export async function restoreOrganization(
  work: Work,
  input: { version: number },
): Promise<OrganizationRecord> {
  const before = await currentOrganization(work)
  requireVersion(before, input.version, 'organization')
  if (before.state === 'closing' && before.closedBy === 'platform')
    throw new CastellanError(
      'FORBIDDEN',
      'The operators of the platform are closing this organization; only they can turn that back.',
      {
        missing: 'platformOrganization.restore',
        because: 'The operators of the platform began the closing.',
      },
    )
  return turnBack(work, work.db, before)
}

/** Ends a closing: the tenant is again what it was before, which may be suspended; also for operators. */
export function turnBack(
  work: Work,
  db: ScopedStore,
  before: OrganizationRecord,
): Promise<OrganizationRecord> {
  requireState(before, ['closing'], 'organization')
  return goTo(work, db, before, before.beforeClosing ?? { state: 'active', stateReason: '' })
}

/** Ends a suspension; for operators. */
export function reactivate(
  work: Work,
  db: ScopedStore,
  before: OrganizationRecord,
): Promise<OrganizationRecord> {
  requireState(before, ['suspended'], 'organization')
  return goTo(work, db, before, { state: 'active', stateReason: '' })
}

async function goTo(
  work: Work,
  db: ScopedStore,
  before: OrganizationRecord,
  to: NonNullable<OrganizationRecord['beforeClosing']>,
): Promise<OrganizationRecord> {
  const after = await db
    .collection(organizations)
    .update(before, { ...to, erasedAt: null, closedBy: null, beforeClosing: null }, 'organization')
  work.recordIn(before.orgId, {
    resourceType: 'organization',
    resourceId: before.id,
    summary:
      to.state === 'active'
        ? `${after.name} is active again`
        : `${after.name} is no longer closing; it is suspended as it was before`,
    before,
    after,
  })
  tellOrganization(work, before, after)
  return after
}

export async function overviewOf(work: Work): Promise<Overview> {
  const { db } = work
  const organization = await currentOrganization(work)
  const months = lastMonths(12, work.now, organization.settings.timeZone)
  const [pools, states, teamCount, customRoles, byRole, allRoles, joined, invited] = await Promise.all([
    poolsOf(db, organization),
    db.collection(members).group('state'),
    db.collection(teams).count(),
    db.collection(roles).count(),
    db.collection(members).group('roleIds'),
    rolesOf(db, organization.kind === 'platform'),
    Promise.all(
      months.map(async ({ name, from }, i) => {
        const bounds = { from: from.toISOString(), to: months[i + 1]?.from.toISOString() }
        return { month: name, count: await db.collection(members).count(range('joinedAt', bounds)) }
      }),
    ),
    db.collection(invitations).count(inStateAt('pending', work.now)),
  ])
  const inState = (state: string): number => states.find((g) => g.value === state)?.count ?? 0
  return {
    organization,
    pools,
    members: { active: inState('active'), suspended: inState('suspended'), invited },
    teams: teamCount,
    customRoles,
    resources: RESOURCE_KINDS.map((kind) => ({ kind, count: pools.find((p) => p.pool === kind)?.used ?? 0 })),
    joined,
    membersByRole: allRoles
      .map((r) => ({ roleId: r.id, name: r.name, count: byRole.find((g) => g.value === r.id)?.count ?? 0 }))
      .filter((r) => r.count > 0),
  }
}
