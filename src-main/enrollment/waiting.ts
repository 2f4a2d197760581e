/** A sign-up without a seat: the admins are asked, and when they say yes the membership is made. */
import { z } from 'zod'
import { CastellanError, notFound } from '../../src-preload/contract/errors.ts'
import { requestByPlatform } from '../approvals/index.ts'
import { eq } from '../store/index.ts'
import { type DomainClaimRecord, domainClaims, members } from '../store/records/index.ts'
import { requireRoom, requireState } from '../tenancy/index.ts'
import type { Work } from '../work/index.ts'
import { enroll } from './enroll.ts'
import { givenBy } from './given.ts'
import { ENROLLING } from './life.ts'

/** What an approval of the kind `seat` carries out. */
export const seatAsked = z.object({
  signUpId: z.string(),
  userId: z.string(),
  claimId: z.string(),
  name: z.string(),
})
export type SeatAsked = z.infer<typeof seatAsked>

/** Answers the id of the approval. */
export async function askForSeat(
  work: Work,
  claim: DomainClaimRecord,
  email: string,
  ask: SeatAsked,
): Promise<string> {
  const { orgId, domain } = claim
  const { approvalId } = await requestByPlatform(work, orgId, 'seat', {
    input: ask,
    title: `A seat for ${ask.name} (${email})`,
    preview: [
      { what: 'member', before: null, after: `${ask.name} (${email})` },
      { what: 'role', before: null, after: claim.roleId },
    ],
    reason: `Signed up with a verified address of ${domain}, and no seat is left.`,
    concernsId: ask.userId,
  })
  const { signUpId, userId } = ask
  work.emitIn(orgId, 'user.waiting', approvalId, { signUpId, userId, domain, approvalId })
  return approvalId
}

/** Makes the membership that was waited for, provided that there is a seat by now and the claim still holds. */
export async function grantSeat(work: Work, ask: SeatAsked): Promise<void> {
  const claim = await work.db.collection(domainClaims).require(ask.claimId, 'domain')
  requireState(claim, ENROLLING, 'claim')
  const user = await work.across.user(ask.userId)
  if (user?.state !== 'active') throw notFound('user')
  if (await work.db.collection(members).first(eq('userId', user.id)))
    throw new CastellanError('CONFLICT', `${ask.name} is a member already.`, { field: 'email' })
  await requireRoom(work.db, work.access.orgId, { seats: 1 })
  const given = await givenBy(work, work.db, claim, user.email)
  const because = given.invited ? 'invitation' : 'domain'
  await enroll(work, claim, user, given, { signUpId: ask.signUpId, name: ask.name, because })
}
