/** Who has an account of their own is offered to move in; nobody is moved. */
import { eq } from '../store/index.ts'
import { type DomainClaimRecord, migrationOffers, type UserRecord } from '../store/records/index.ts'
import type { Work } from '../work/index.ts'

/** One offer per person and organization: who has one, or has decided, is not asked again. */
export async function offerMigration(work: Work, claim: DomainClaimRecord, user: UserRecord): Promise<void> {
  const { orgId } = claim
  const list = work.across.tenant(orgId).collection(migrationOffers)
  if (await list.first(eq('userId', user.id))) return
  const offer = await list.insert({
    userId: user.id,
    email: user.email,
    claimId: claim.id,
    state: 'offered',
  })
  work.recordIn(orgId, {
    action: 'migration.offered',
    resourceType: 'member',
    resourceId: offer.id,
    summary: `${user.email} has an account already and was offered to move in`,
  })
  work.emitIn(orgId, 'migration.offered', offer.id, { id: offer.id, userId: user.id })
}
