/** The events that several services publish, in one form. Why is the reason that the actor typed, where one was asked for. */
import { changedFields } from '../events/index.ts'
import type { InvitationRecord, MemberRecord, OrganizationRecord } from '../store/records/index.ts'
import type { Work } from '../work/index.ts'

const whyOf = (work: Work): string | undefined => work.caller.reason ?? undefined

const facts = (m: MemberRecord) => ({
  id: m.id,
  userId: m.userId,
  name: m.name,
  email: m.email,
  roleIds: m.roleIds,
})

/** Somebody became a member, by whatever way in. */
export const tellJoined = (work: Work, m: MemberRecord): void =>
  work.emitIn(m.orgId, 'member.joined', m.id, { ...facts(m), source: m.source, addedBy: m.addedBy })

/** A membership changed: its state, or anything else of it. Nothing is told where nothing differs. */
export function tellMember(work: Work, before: MemberRecord, after: MemberRecord): void {
  const { orgId, id } = after
  if (before.state !== 'suspended' && after.state === 'suspended')
    work.emitIn(orgId, 'member.suspended', id, { ...facts(after), why: whyOf(work) })
  if (before.state === 'suspended' && after.state === 'active')
    work.emitIn(orgId, 'member.reactivated', id, facts(after))
  const changed = changedFields(before, after).filter((field) => field !== 'state')
  if (changed.length > 0) work.emitIn(orgId, 'member.changed', id, { ...facts(after), changed })
}

export const tellLeft = (work: Work, m: MemberRecord, how: 'left' | 'removed' | 'undone'): void =>
  work.emitIn(m.orgId, 'member.left', m.id, { ...facts(m), how, why: whyOf(work) })

const organizationFacts = ({ id, name, slug, kind, state }: OrganizationRecord) => ({
  id,
  name,
  slug,
  kind,
  state,
})

export const tellFounded = (work: Work, o: OrganizationRecord): void =>
  work.emitIn(o.orgId, 'organization.created', o.id, organizationFacts(o))

const OF_ITS_STATE: ReadonlySet<string> = new Set([
  'state',
  'stateReason',
  'erasedAt',
  'closedBy',
  'beforeClosing',
])

/** An organization's record changed: its state, its limits, or anything else of it. */
export function tellOrganization(work: Work, before: OrganizationRecord, after: OrganizationRecord): void {
  const { orgId, id } = after
  const o = organizationFacts(after)
  const changed = changedFields(before, after)
  if (changed.includes('limits'))
    work.emitIn(orgId, 'organization.limited', id, { ...o, limits: { ...after.limits } })
  const others = changed.filter((field) => !OF_ITS_STATE.has(field) && field !== 'limits')
  if (others.length > 0) work.emitIn(orgId, 'organization.changed', id, { ...o, changed: others })
  if (before.state === after.state) return
  if (after.state === 'active') work.emitIn(orgId, 'organization.activated', id, o)
  if (after.state === 'suspended')
    work.emitIn(orgId, 'organization.suspended', id, { ...o, why: whyOf(work) })
  if (after.state === 'closing')
    work.emitIn(orgId, 'organization.closing', id, {
      ...o,
      why: whyOf(work),
      erasedAt: after.erasedAt ?? '',
    })
  if (after.state === 'closed') work.emitIn(orgId, 'organization.closed', id, o)
}

export const tellInvitation = (
  work: Work,
  type: 'invitation.created' | 'invitation.resent',
  { orgId, id, email, invitedBy }: InvitationRecord,
): void => work.emitIn(orgId, type, id, { id, email, invitedBy })

/** A team or a custom role changed. */
export const tellNamed = (
  work: Work,
  type: 'team.changed' | 'role.changed',
  { id, name }: { readonly id: string; readonly name: string },
  changed: readonly string[],
): void => {
  if (changed.length > 0) work.emit(type, id, { id, name, changed: [...changed] })
}
export const tellGone = (
  work: Work,
  type: 'team.deleted' | 'role.deleted',
  { id, name }: { readonly id: string; readonly name: string },
): void => work.emit(type, id, { id, name, why: whyOf(work) })
