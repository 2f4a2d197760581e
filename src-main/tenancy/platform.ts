/** What operators do with organizations. They see names, states and counts, never a tenant's content. */
import { badInput, notFound } from '../../src-preload/contract/errors.ts'
import { issueText } from '../../src-preload/contract/issues.ts'
import type { Pool } from '../../src-preload/contract/organizations.ts'
import type { PlatformOrganization } from '../../src-preload/contract/platform.ts'
import { all, EVERYTHING, isIn, type PageQuery, pageOf, type ScopedStore, text } from '../store/index.ts'
import { members, type OrganizationRecord, organizations } from '../store/records/index.ts'
import type { Work } from '../work/index.ts'
import { colorsOf, foundMember, foundTenant, identityOf } from './founding.ts'
import { reactivate, requireState, requireVersion, startClosing, turnBack } from './organizations.ts'
import { poolsOf } from './pools.ts'
import { requireSetAside } from './slice-setting.ts'
import { tellFounded, tellJoined, tellOrganization } from './tell.ts'

const view = async (db: ScopedStore, o: OrganizationRecord): Promise<PlatformOrganization> => ({
  ...o,
  members: await db.collection(members).count(),
})

/** An organization as it is before it is changed. */
export interface Target {
  readonly db: ScopedStore
  readonly before: OrganizationRecord
}

/** An organization – not a personal space, not the operators' own tenant – or `NOT_FOUND`. */
export async function target(work: Work, id: string): Promise<Target> {
  const before = await work.across.organization(id)
  if (before?.kind !== 'organization') throw notFound('organization')
  return { db: work.across.tenant(id), before }
}

export async function listOrganizations(
  work: Work,
  q: {
    search?: string
    state?: string[]
    sort?: { field: string; direction: 'asc' | 'desc' }
  } & PageQuery,
): Promise<{ items: PlatformOrganization[]; next: string | null; total: number }> {
  const where = all(
    q.search?.trim() ? text(q.search) : EVERYTHING,
    q.state?.length ? isIn('state', q.state) : EVERYTHING,
  )
  const page = await work.across.listOrganizations({ where, sort: q.sort, ...pageOf(q) })
  const items = await Promise.all(page.items.map((o) => view(work.across.tenant(o.id), o)))
  return { items, next: page.next, total: page.total }
}

export async function getOrganization(
  work: Work,
  id: string,
): Promise<PlatformOrganization & { pools: Pool[] }> {
  const { db, before } = await target(work, id)
  return { ...(await view(db, before)), pools: await poolsOf(db, before) }
}

/** @param as under which name the admin's address was given, for whoever is told that their account is disabled */
export async function createOrganization(
  work: Work,
  input: {
    name: string
    slug: string
    admin: { email: string; name: string }
    timeZone: string
    limits: OrganizationRecord['limits']
  },
  as = 'admin.email',
): Promise<PlatformOrganization> {
  const user = await identityOf(work.across, input.admin.email)
  // An organization is never without an admin who can act.
  if (user.state !== 'active') throw badInput(as, issueText('accountDisabled', { email: user.email }))
  const besides = await colorsOf(work.across, [user.id, work.actor.userId])
  const organization = await foundTenant(work.across, { kind: 'organization', ...input, besides })
  const how = {
    roleIds: ['admin'],
    source: 'created',
    addedBy: work.actor.name,
    joinedAt: work.now.toISOString(),
    name: input.admin.name,
  } as const
  const member = await foundMember(work.across, organization.id, user, how)
  const told = {
    resourceType: 'organization',
    resourceId: organization.id,
    summary: `${organization.name} founded; ${member.email} is its first admin`,
    after: organization,
  }
  // By name: the guided flow founds organizations too, and the trail is searched by what was done.
  work.record({ ...told, action: 'platformOrganization.created' })
  work.recordIn(organization.id, { ...told, action: 'organization.founded' })
  tellFounded(work, organization)
  tellJoined(work, member)
  return view(work.across.tenant(organization.id), organization)
}

interface Change {
  readonly id: string
  readonly version: number
  readonly reason: string
}

/** A change of an organization's record that tells its own trail. */
export type Step = (work: Work, one: Target, reason: string) => Promise<OrganizationRecord>

/** Takes a step, and tells the operators' trail too. */
export async function take(work: Work, one: Target, step: Step, reason: string): Promise<OrganizationRecord> {
  const { before } = one
  const after = await step(work, one, reason)
  work.record({
    resourceType: 'organization',
    resourceId: before.id,
    summary: `${before.name}: ${before.state} → ${after.state}`,
    before,
    after,
  })
  return after
}

async function changeOne(work: Work, input: Change, step: Step): Promise<PlatformOrganization> {
  const one = await target(work, input.id)
  requireVersion(one.before, input.version, 'organization')
  return view(one.db, await take(work, one, step, input.reason))
}

export const suspending: Step = async (work, { db, before }, stateReason) => {
  requireState(before, ['active'], 'organization')
  const after = await db
    .collection(organizations)
    .update(before, { state: 'suspended', stateReason }, 'organization')
  work.recordIn(before.orgId, {
    resourceType: 'organization',
    resourceId: before.id,
    summary: `${before.name} suspended by the platform`,
    before,
    after,
  })
  tellOrganization(work, before, after)
  return after
}
export const reactivating: Step = (work, { db, before }) => reactivate(work, db, before)

export const suspendOrganization = (work: Work, input: Change): Promise<PlatformOrganization> =>
  changeOne(work, input, suspending)

export const reactivateOrganization = (work: Work, input: Change): Promise<PlatformOrganization> =>
  changeOne(work, input, reactivating)

/** The organization as it is; throws where operators cannot close it. */
export async function requireClosableByOperator(
  work: Work,
  input: Pick<Change, 'id' | 'version'>,
): Promise<OrganizationRecord> {
  const { before } = await target(work, input.id)
  requireVersion(before, input.version, 'organization')
  requireState(before, ['active', 'suspended'], 'organization')
  return before
}

export const closeOrganizationByOperator = async (
  work: Work,
  input: Change,
): Promise<PlatformOrganization> => {
  await requireClosableByOperator(work, input)
  return changeOne(work, input, (_, { db, before }, reason) =>
    startClosing(work, db, before, reason, 'platform'),
  )
}

export const restoreOrganizationByOperator = (work: Work, input: Change): Promise<PlatformOrganization> =>
  changeOne(work, input, (_, { db, before }) => turnBack(work, db, before))

/** Throws `BAD_INPUT` for a limit below what the organization has set aside for its teams. */
export const setLimits = (
  work: Work,
  input: Change & { limits: OrganizationRecord['limits'] },
): Promise<PlatformOrganization> =>
  changeOne(work, input, async (_, { db, before }) => {
    await requireSetAside(db, input.limits)
    const after = await db
      .collection(organizations)
      .update(before, { limits: { ...before.limits, ...input.limits } }, 'organization')
    work.recordIn(before.orgId, {
      resourceType: 'organization',
      resourceId: before.id,
      summary: `Limits of ${before.name} set by the platform`,
      before,
      after,
    })
    tellOrganization(work, before, after)
    return after
  })
