/** Invitations: single-use, expiring, bound to an address, and never more than their author holds at acceptance. */
import { createHash, randomBytes } from 'node:crypto'
import { DAY_MS } from '../../src-preload/contract/durations.ts'
import { CastellanError, notFound } from '../../src-preload/contract/errors.ts'
import type { MemberFacts } from '../access/model.ts'
import { all, any, EVERYTHING, eq, type Page, type PageQuery, pageOf } from '../store/index.ts'
import { type InvitationRecord, invitations, members } from '../store/records/index.ts'
import type { Work } from '../work/index.ts'
import { contextOf } from './context.ts'
import { rolesOf } from './facts.ts'
import { foundMember } from './founding.ts'
import { requireHeldRoles } from './guards.ts'
import { requireGivable, requireNoMember } from './members.ts'
import { requireState, requireVersion } from './organizations.ts'
import { inStateAt, stateAt } from './pending.ts'
import { requireRoom, requireRoomHere } from './room.ts'
import { requireJoinable } from './sight.ts'
import { tellInvitation, tellJoined } from './tell.ts'

const hash = (token: string): string => createHash('sha256').update(token).digest('hex')
/** 256 random bits. */
const newToken = (): string => randomBytes(32).toString('base64url')

const view = (r: InvitationRecord, now: Date): InvitationRecord => ({ ...r, state: stateAt(r, now) })

export async function listInvitations(
  work: Work,
  q: { state?: InvitationRecord['state'][] } & PageQuery,
): Promise<Page<InvitationRecord> & { total: number }> {
  const where = q.state?.length ? any(...q.state.map((s) => inStateAt(s, work.now))) : EVERYTHING
  const list = work.db.collection(invitations)
  const [page, total] = await Promise.all([
    list.list({ where, sort: { field: 'createdAt', direction: 'desc' }, ...pageOf(q) }),
    list.count(where),
  ])
  return { items: page.items.map((r) => view(r, work.now)), next: page.next, total }
}

export interface Issued {
  readonly invitation: InvitationRecord
  readonly token: string
}

export async function createInvitation(
  work: Work,
  input: { email: string; roleIds: string[]; teamIds: string[]; days: number },
): Promise<Issued> {
  await requireGivable(work, input.roleIds, input.teamIds)
  await requireNoMember(work, input.email)
  await requireRoomHere(work, { seats: 1 })
  const list = work.db.collection(invitations)
  const open = await list.first(all(eq('email', input.email), eq('state', 'pending')))
  // One that ran out makes room for a new one; one that still runs is to be resent, not doubled.
  if (open && view(open, work.now).state === 'expired')
    await list.update(open, { state: 'expired' }, 'invitation')
  else if (open)
    throw new CastellanError(
      'CONFLICT',
      `${input.email} is invited already; resend that invitation instead.`,
      { field: 'email' },
    )
  const token = newToken()
  const invitation = await list.insert({
    email: input.email,
    state: 'pending',
    roleIds: [...new Set(input.roleIds)],
    teamIds: [...new Set(input.teamIds)],
    invitedBy: work.actor.name,
    inviterId: work.actor.userId,
    tokenHash: hash(token),
    expiresAt: new Date(work.now.getTime() + input.days * DAY_MS).toISOString(),
    acceptedAt: null,
  })
  work.record({
    resourceType: 'invitation',
    resourceId: invitation.id,
    summary: `${input.email} invited`,
    after: invitation,
  })
  tellInvitation(work, 'invitation.created', invitation)
  return { invitation, token }
}

export async function resendInvitation(work: Work, input: { id: string; version: number }): Promise<Issued> {
  const list = work.db.collection(invitations)
  const before = await list.require(input.id, 'invitation')
  requireVersion(before, input.version, 'invitation')
  requireState(before, ['pending'], 'invitation')
  // It is now the resender's invitation, bounded by what the resender holds.
  await requireGivable(work, before.roleIds, before.teamIds)
  const token = newToken()
  const expiresAt = new Date(work.now.getTime() + 7 * DAY_MS).toISOString()
  const invitation = await list.update(
    before,
    { tokenHash: hash(token), expiresAt, inviterId: work.actor.userId, invitedBy: work.actor.name },
    'invitation',
  )
  work.record({
    resourceType: 'invitation',
    resourceId: before.id,
    summary: `Invitation of ${before.email} resent`,
    before,
    after: invitation,
  })
  tellInvitation(work, 'invitation.resent', invitation)
  return { invitation, token }
}

export async function revokeInvitation(
  work: Work,
  input: { id: string; version: number },
): Promise<InvitationRecord> {
  const list = work.db.collection(invitations)
  const before = await list.require(input.id, 'invitation')
  requireVersion(before, input.version, 'invitation')
  requireState(before, ['pending'], 'invitation')
  const after = await list.update(before, { state: 'revoked' }, 'invitation')
  work.record({
    resourceType: 'invitation',
    resourceId: before.id,
    summary: `Invitation of ${before.email} revoked`,
    before,
    after,
  })
  work.emit('invitation.revoked', before.id, { id: before.id, email: before.email })
  return after
}

/**
 * Accepts for the signed-in person. A wrong token and one for somebody else answer alike; only the invited person
 * is told that theirs was used, taken back or has run out. The address must be the invited one and verified, the
 * account not disabled, the organization active, and the author must still hold all that the invitation gives. A membership that exists
 * keeps its roles.
 */
export async function acceptInvitation(work: Work, token: string): Promise<{ orgId: string; name: string }> {
  const found = await work.across.invitationByTokenHash(hash(token))
  const user = await work.across.user(work.actor.userId)
  if (!found || user?.state !== 'active' || !user.verified || user.email !== found.email)
    throw notFound('invitation')
  if (found.state === 'accepted' || found.state === 'revoked')
    throw new CastellanError(
      'WRONG_STATE',
      found.state === 'accepted' ? 'This invitation was used already.' : 'This invitation was taken back.',
      { state: found.state, allowed: ['pending'] },
    )
  if (found.state === 'expired' || found.expiresAt <= work.now.toISOString())
    throw new CastellanError('EXPIRED', 'This invitation has run out. Ask for a new one.', {})
  const db = work.across.tenant(found.orgId)
  const organization = await work.across.organization(found.orgId)
  if (organization?.state !== 'active') throw notFound('invitation')
  if (await db.collection(members).first(eq('userId', user.id)))
    throw new CastellanError('CONFLICT', 'You are a member of this organization already.', { field: 'email' })
  await requireAuthorStillHolds(work, found)
  await requireRoom(work, { id: found.orgId, db }, { seats: 1 })
  const how = {
    roleIds: [...found.roleIds],
    teamIds: [...found.teamIds],
    source: 'invited',
    addedBy: found.invitedBy,
    joinedAt: work.now.toISOString(),
    name: user.name,
  } as const
  const member = await foundMember(work.across, found.orgId, user, how)
  await db
    .collection(invitations)
    .update(found, { state: 'accepted', acceptedAt: work.now.toISOString() }, 'invitation')
  const { id, orgId, email } = found
  // By the name that this organization uses: whatever another one calls them is not told here.
  const there = work.as({ actor: { ...work.caller.actor, name: member.name, orgId } })
  there.recordIn(orgId, {
    resourceType: 'invitation',
    resourceId: id,
    summary: `${member.name} accepted the invitation of ${found.invitedBy}`,
    after: member,
  })
  there.emitIn(orgId, 'invitation.accepted', id, { id, email, memberId: member.id })
  tellJoined(there, member)
  return { orgId: organization.id, name: organization.name }
}

/** Whether the author of a pending invitation still holds all that it gives. */
export async function authorStillHolds(work: Work, invitation: InvitationRecord): Promise<boolean> {
  try {
    await requireAuthorStillHolds(work, invitation)
    return true
  } catch (error) {
    if (error instanceof CastellanError && ['ESCALATION', 'NOT_FOUND'].includes(error.code)) return false
    throw error
  }
}

async function requireAuthorStillHolds(work: Work, found: InvitationRecord): Promise<void> {
  const db = work.across.tenant(found.orgId)
  const context = await contextOf(work.across, found.orgId, found.inviterId)
  // Whoever cannot act any more gives nothing, also where the invitation gives nothing that could exceed theirs.
  if (!context || !isActive(context.facts.member)) throw notFound('invitation')
  const known = (await rolesOf(db, context.facts.organization.kind === 'platform')).filter((r) =>
    found.roleIds.includes(r.id),
  )
  requireHeldRoles(context, known)
  await requireJoinable(db, context, found.teamIds)
}

const isActive = ({ state, userActive }: MemberFacts): boolean => state === 'active' && userActive
