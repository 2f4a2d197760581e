/** What ought to be: who is a member and by what, kept beside the core, and whose a sign-up is, from the claims alone. */
import type { DomainClaimRecord, MemberRecord } from '../../../src-main/store/records/index.ts'
import { ENROLLING_STATES } from '../../../src-preload/contract/domains.ts'

export class Expected {
  readonly #members = new Map<string, MemberRecord['source']>()

  source(orgId: string, email: string): MemberRecord['source'] | undefined {
    return this.#members.get(`${orgId} ${email}`)
  }
  /** Throws for somebody who is a member already: then there would be two explanations. */
  came(orgId: string, email: string, by: MemberRecord['source']): void {
    const before = this.source(orgId, email)
    if (before) throw new Error(`${email} came by ${by}, and was there by ${before}.`)
    this.#members.set(`${orgId} ${email}`, by)
  }
  went(orgId: string, email: string): void {
    this.#members.delete(`${orgId} ${email}`)
  }
  /** Each membership with its explanation, in order. */
  lines(): string[] {
    return [...this.#members].map(([member, source]) => `${member} ${source}`).sort()
  }
}

/** The most specific claim that enrolls and covers the address. */
export function winning(claims: readonly DomainClaimRecord[], email: string): DomainClaimRecord | undefined {
  const domain = email.slice(email.indexOf('@') + 1)
  return claims
    .filter((c) => ENROLLING_STATES.includes(c.state))
    .filter((c) => c.domain === domain || (c.includeSubdomains && domain.endsWith(`.${c.domain}`)))
    .sort((a, b) => b.domain.length - a.domain.length)[0]
}
