/** The membership that a domain gives, and who is told of it. */
import type { SignUpBecause } from '../../src-preload/contract/enrollment.ts'
import {
  type DomainClaimRecord,
  type InvitationRecord,
  invitations,
  type MemberRecord,
  type UserRecord,
} from '../store/records/index.ts'
import { foundMember, tellJoined } from '../tenancy/index.ts'
import type { Work } from '../work/index.ts'
import type { Given } from './given.ts'

interface How {
  readonly signUpId: string
  /** How the person is called here. */
  readonly name: string
  readonly because: SignUpBecause
}

/** Makes the membership; its usage is billed to the claim's organization. Room and membership were checked before. */
export async function enroll(
  work: Work,
  claim: DomainClaimRecord,
  user: UserRecord,
  given: Given,
  { signUpId, name, because }: How,
): Promise<MemberRecord> {
  const { orgId, domain } = claim
  const member = await joinByClaim(work, claim, user, { given, name, source: 'domain' })
  await spendInvitation(work, given, member)
  const by = because === 'invitation' ? `${domain} with the roles of an invitation` : domain
  const lost = given.fallback ? '; the role of the domain is gone, so the least one was given' : ''
  work.recordIn(orgId, {
    action: 'member.enrolled',
    resourceType: 'member',
    resourceId: member.id,
    summary: `${name} enrolled by ${by}${lost}`,
    after: member,
  })
  tellJoined(work, member)
  work.emitIn(orgId, 'user.enrolled', member.id, { signUpId, userId: user.id, memberId: member.id, domain })
  return member
}

/** The membership that a claim gives, billed to its organization: to who signs up, and to who moves in. */
export const joinByClaim = (
  work: Work,
  { id, orgId }: DomainClaimRecord,
  user: UserRecord,
  how: { readonly given: Given; readonly name: string; readonly source: 'domain' | 'migrated' },
): Promise<MemberRecord> => {
  const { given, name, source } = how
  const { roleIds, teamIds } = given
  const by = { claimId: id, billedTo: orgId, addedBy: '', joinedAt: work.now.toISOString() }
  return foundMember(work.across, orgId, user, { ...by, name, source, roleIds, teamIds })
}

/** An open invitation to the address has served its purpose, or is overtaken. */
export async function spendInvitation(
  work: Work,
  { invitation, invited }: Given,
  member: MemberRecord,
): Promise<void> {
  if (!invitation) return
  const { orgId, id, email } = invitation
  const list = work.across.tenant(orgId).collection(invitations)
  if (!invited) {
    const state = invitation.expiresAt <= work.now.toISOString() ? 'expired' : 'revoked'
    const after = await list.update(invitation, { state }, 'invitation')
    tellSpent(work, invitation, after, `Invitation of ${email} overtaken: they are a member by their domain`)
    if (state === 'revoked') work.emitIn(orgId, 'invitation.revoked', id, { id, email })
    return
  }
  const accepted = { state: 'accepted', acceptedAt: work.now.toISOString() } as const
  const after = await list.update(invitation, accepted, 'invitation')
  tellSpent(work, invitation, after, `Invitation of ${email} accepted by their sign-up`)
  work.emitIn(orgId, 'invitation.accepted', id, { id, email, memberId: member.id })
}

const tellSpent = (work: Work, before: InvitationRecord, after: InvitationRecord, summary: string): void => {
  const about = { resourceType: 'invitation', resourceId: before.id, summary, before, after }
  work.recordIn(before.orgId, { ...about, action: `invitation.${after.state}` })
}
