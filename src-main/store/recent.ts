/**
 * What this process wrote last of a tenant, for a burst of sign-ups at one domain: as long as nobody else changes the
 * tenant, its head and the claim of the domain need no reading. Never trusted: whoever leans on it writes the head with
 * its version, so that a tenant which anybody changed since refuses the write, and the work runs again on what is read.
 */
import type { DomainClaimRecord, HeadRecord } from './records/index.ts'

/** Tenants of which something is kept; the one that changed longest ago goes first. */
const MOST = 1000

/** What a committed transaction left of a tenant. */
export interface Left {
  /** The head after it. */
  readonly head: HeadRecord
  /** Claims of the tenant that were read in it, each enrolling at its domain. */
  readonly read: readonly DomainClaimRecord[]
  /** Whether it wrote claims: what is known of them is over. */
  readonly claimsChanged: boolean
}

interface Known {
  readonly head: HeadRecord
  readonly claims: ReadonlyMap<string, DomainClaimRecord>
}

export class Recent {
  readonly #tenants = new Map<string, Known>()
  /** Domain → tenant. */
  readonly #domains = new Map<string, string>()

  /** The claim that enrolls at exactly this domain, and its tenant's head. */
  at(domain: string): { readonly head: HeadRecord; readonly claim: DomainClaimRecord } | undefined {
    const known = this.#tenants.get(this.#domains.get(domain) ?? '')
    const claim = known?.claims.get(domain)
    return known && claim && { head: known.head, claim }
  }

  /** Takes in what was committed. What came of several transactions may be told in another order than it came about. */
  learn({ head, read, claimsChanged }: Left): void {
    const known = this.#tenants.get(head.orgId)
    if (known && known.head.version >= head.version) return
    // Claims hold on only over a change that is known to have left them alone.
    const hold = known?.head.version === head.version - 1 && !claimsChanged
    const fresh = claimsChanged ? [] : read.map((claim) => [claim.domain, claim] as const)
    const claims = new Map([...(hold ? known.claims : []), ...fresh])
    this.forget(head.orgId)
    if (claims.size === 0) return
    this.#tenants.set(head.orgId, { head, claims })
    for (const domain of claims.keys()) this.#domains.set(domain, head.orgId)
    const [oldest] = this.#tenants.size > MOST ? this.#tenants.keys() : []
    if (oldest !== undefined) this.forget(oldest)
  }

  forget(orgId: string): void {
    for (const domain of this.#tenants.get(orgId)?.claims.keys() ?? [])
      if (this.#domains.get(domain) === orgId) this.#domains.delete(domain)
    this.#tenants.delete(orgId)
  }
}
