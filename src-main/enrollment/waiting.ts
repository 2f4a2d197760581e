/** A sign-up without a seat: the admins are asked, and when they say yes the membership is made. */
import { z } from 'zod'
import type { PlannedChange } from '../../src-preload/contract/approvals.ts'
import { CastellanError, notFound } from '../../src-preload/contract/errors.ts'
import { requestByPlatform } from '../approvals/index.ts'
import { eq, isIn, type ScopedStore } from '../store/index.ts'
import { members, teams, type UserRecord } from '../store/records/index.ts'
import { requireRoomHere, rolesOf } from '../tenancy/index.ts'
import type { Work } from '../work/index.ts'
import { type Covered, coveredBy } from './covered.ts'
import { enroll } from './enroll.ts'
import { type Given, givenBy } from './given.ts'

/** What an approval of the kind `seat` carries out. */
export const seatAsked = z.object({ signUpId: z.string(), userId: z.string(), name: z.string() })
export type SeatAsked = z.infer<typeof seatAsked>

/** What a seat brings by now: the person, the claim that covers them, and what it gives. */
interface Seat {
  readonly user: UserRecord
  readonly covered: Covered
  readonly given: Given
}

/** Exactly what the person would be here, line by line: roles as they are now, and teams. */
async function linesOf(
  { db, claim }: Covered,
  { roleIds, teamIds }: Given,
  who: string,
): Promise<PlannedChange[]> {
  const known = await rolesOf(db, false)
  const role = (id: string): PlannedChange => {
    const found = known.find((r) => r.id === id)
    const version = found?.record ? { version: found.record.version } : {}
    return { what: 'role', ...version, before: null, after: found?.name ?? id }
  }
  return [
    { what: 'member', before: null, after: who },
    { what: 'domain', before: null, after: claim.domain },
    ...roleIds.map(role),
    ...(await teamNames(db, teamIds)).map((name) => ({ what: 'team', before: null, after: name })),
  ]
}

async function teamNames(db: ScopedStore, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return []
  const found = await db.collection(teams).list({ where: isIn('id', [...ids]), limit: ids.length })
  return found.items.map((t) => t.name)
}

const whoOf = ({ name }: SeatAsked, email: string): string => `${name} (${email})`

/** Answers the id of the approval. */
export async function askForSeat(
  work: Work,
  covered: Covered,
  given: Given,
  email: string,
  ask: SeatAsked,
): Promise<string> {
  const { orgId, domain } = covered.claim
  const who = whoOf(ask, email)
  const { approvalId } = await requestByPlatform(work, orgId, 'seat', {
    input: ask,
    title: `A seat for ${who}`,
    preview: await linesOf(covered, given, who),
    reason: `Signed up with a verified address of ${domain}, and had to wait for a seat.`,
    concernsId: ask.userId,
  })
  const { signUpId, userId } = ask
  work.emitIn(orgId, 'user.waiting', approvalId, { signUpId, userId, domain, approvalId })
  return approvalId
}

/** Throws where the seat can no longer be given at all: the person or the proof of the domain is gone. */
async function seatOf(work: Work, { userId, name }: SeatAsked): Promise<Seat> {
  const user = await work.across.user(userId)
  if (user?.state !== 'active') throw notFound('user')
  const covered = await coveredBy(work, user.email)
  if (covered?.claim.orgId !== work.access.orgId)
    throw new CastellanError(
      'WRONG_STATE',
      `No verified domain of this organization covers ${name} any more.`,
      {
        state: 'uncovered',
        allowed: ['verified', 'failing'],
      },
    )
  return { user, covered, given: await givenBy(work, covered.db, covered.claim, user.email) }
}

/** What an approval would do now, line by line. */
export async function seatChanges(work: Work, ask: SeatAsked): Promise<PlannedChange[]> {
  const { user, covered, given } = await seatOf(work, ask)
  return linesOf(covered, given, whoOf(ask, user.email))
}

/** Asks anew with what the seat would bring by now; nobody else would, since no member asked. */
export async function askForSeatAgain(work: Work, ask: SeatAsked): Promise<void> {
  const { user, covered, given } = await seatOf(work, ask)
  await askForSeat(work.asPlatform(), covered, given, user.email, ask)
}

/** Makes the membership that was waited for. Throws `LIMIT_REACHED` while there is still no seat. */
export async function grantSeat(work: Work, ask: SeatAsked): Promise<void> {
  const { user, covered, given } = await seatOf(work, ask)
  if (await work.db.collection(members).first(eq('userId', user.id)))
    throw new CastellanError('CONFLICT', `${ask.name} is a member already.`, { field: 'email' })
  await requireRoomHere(work, { seats: 1 })
  const because = given.invited ? 'invitation' : 'domain'
  await enroll(work, covered.claim, user, given, { signUpId: ask.signUpId, name: ask.name, because })
}
