/** Whose an address is: the most specific verified claim that covers it, and the organization behind it. */
import type { ScopedStore } from '../store/index.ts'
import type { DomainClaimRecord } from '../store/records/index.ts'
import type { Standing, Work } from '../work/index.ts'
import { isEnrolling } from './life.ts'
import { domainsAbove } from './names.ts'
import { covering } from './verdict.ts'

/** A tenant whose claim covers an address. */
export interface Covered {
  readonly db: ScopedStore
  readonly claim: DomainClaimRecord
  readonly standing: Standing
}

/**
 * What `coveredBy` answers, without reading, where this process knows who enrolls at exactly the address's domain: a more
 * specific claim cannot be. Only an enrollment may come of it; any other end is to be decided on what is read.
 */
export async function recentlyCovered(work: Work, email: string): Promise<Covered | undefined> {
  const [domain] = domainsAbove(email)
  const claim = domain === undefined ? undefined : work.recentClaim(domain)
  return claim && isEnrolling(claim, work.now) ? withStanding(work, claim) : undefined
}

/** Undefined where no claim covers the address, or the one that does enrolls nobody any more. */
export async function coveredBy(work: Work, email: string): Promise<Covered | undefined> {
  const claim = covering(await work.across.domains.enrolling(domainsAbove(email)), email)
  if (!claim || !isEnrolling(claim, work.now)) return undefined
  if (claim.domain === domainsAbove(email)[0]) work.keepClaim(claim)
  return withStanding(work, claim)
}

async function withStanding(work: Work, claim: DomainClaimRecord): Promise<Covered | undefined> {
  const standing = await work.standingOf(claim.orgId)
  return standing && { db: work.across.tenant(claim.orgId), claim, standing }
}
