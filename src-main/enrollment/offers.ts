/** Who has an account of their own is offered to move in; nobody is moved. */
import { eq } from '../store/index.ts'
import { type DomainClaimRecord, migrationOffers, type UserRecord } from '../store/records/index.ts'
import type { Work } from '../work/index.ts'

/**
 * One offer per person and organization: who has one, or has decided, is not asked again. The trail does not say who
 * it is: whoever is no member is nobody that the organization may learn of from here.
 */
export async function offerMigration(
  work: Work,
  claim: DomainClaimRecord,
  user: UserRecord,
): Promise<boolean> {
  const { orgId } = claim
  const list = work.across.tenant(orgId).collection(migrationOffers)
  if (await list.first(eq('userId', user.id))) return false
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
    summary: 'Somebody with an address of the domain has an account already and was offered to move in',
  })
  work.emitIn(orgId, 'migration.offered', offer.id, { id: offer.id, userId: user.id })
  return true
}
