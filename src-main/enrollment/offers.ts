/** Who has an account of their own is offered to move in; nobody is moved. */
import { DAY_MS } from '../../src-preload/contract/durations.ts'
import { UNDO_DAYS } from '../../src-preload/contract/migrations.ts'
import { eq } from '../store/index.ts'
import {
  type DomainClaimRecord,
  type MigrationOfferRecord,
  members,
  migrationOffers,
  type UserRecord,
} from '../store/records/index.ts'
import type { Work } from '../work/index.ts'

/** When a migration can no longer be taken back. */
export const undoEnd = ({ accepted }: Pick<MigrationOfferRecord, 'accepted'>): Date =>
  new Date(Date.parse(accepted?.at ?? new Date(0).toISOString()) + UNDO_DAYS * DAY_MS)

/** Whether an offer was accepted by somebody who is no member any more and can take nothing back any more. */
export const isOver = (
  offer: Pick<MigrationOfferRecord, 'accepted' | 'state'>,
  isMember: boolean,
  now: Date,
): boolean => offer.state === 'accepted' && !isMember && undoEnd(offer) <= now

/**
 * One offer per person and organization: whoever has one, or has decided, is not asked again – unless the claim that
 * it came from is another by now, or what came of it is over. The trail does not say who it is: whoever is no member
 * is nobody that the organization may learn of from here.
 */
export async function offerMigration(
  work: Work,
  claim: DomainClaimRecord,
  user: UserRecord,
): Promise<boolean> {
  const { orgId } = claim
  const db = work.across.tenant(orgId)
  const list = db.collection(migrationOffers)
  const known = await list.first(eq('userId', user.id))
  const offered = { claimId: claim.id, email: user.email, state: 'offered' } as const
  if (known && !(await isToRenew(work, known, claim))) return false
  const offer = known
    ? await list.update(known, offered, 'offer')
    : await list.insert({ userId: user.id, ...offered })
  work.recordIn(orgId, {
    action: 'migration.offered',
    resourceType: 'member',
    resourceId: offer.id,
    summary: 'Somebody with an address of the domain has an account already and was offered to move in',
  })
  work.emitIn(orgId, 'migration.offered', offer.id, { id: offer.id })
  return true
}

async function isToRenew(
  work: Work,
  known: MigrationOfferRecord,
  claim: DomainClaimRecord,
): Promise<boolean> {
  if (known.state === 'offered') return known.claimId !== claim.id
  if (known.state !== 'accepted') return false
  const list = work.across.tenant(known.orgId).collection(members)
  return isOver(known, (await list.first(eq('userId', known.userId))) !== undefined, work.now)
}
