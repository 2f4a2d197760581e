/** Whose an address is: the most specific verified claim that covers it, and the organization behind it. */
import type { ScopedStore } from '../store/index.ts'
import { type DomainClaimRecord, domainClaims, type OrganizationRecord } from '../store/records/index.ts'
import type { Work } from '../work/index.ts'
import { isEnrolling } from './life.ts'
import { domainsAbove } from './names.ts'
import { covering } from './verdict.ts'

/** A tenant whose claim covers an address. */
export interface Covered {
  readonly db: ScopedStore
  readonly claim: DomainClaimRecord
  readonly organization: OrganizationRecord
}

/** Undefined where no claim covers the address, or the one that does enrolls nobody any more. */
export async function coveredBy(work: Work, email: string): Promise<Covered | undefined> {
  const owner = covering(await work.across.domains.ownersOf(domainsAbove(email)), email)
  if (!owner) return undefined
  const db = work.across.tenant(owner.tenantId)
  const claim = await db.collection(domainClaims).get(owner.claimId)
  if (!claim || !isEnrolling(claim, work.now)) return undefined
  const organization = await work.across.organization(owner.tenantId)
  return organization && { db, claim, organization }
}
