/** What becomes of a sign-up, decided from facts alone: the same rules for the sign-up and for the trial of an address. */
import type { SignUpBecause, SignUpOutcome } from '../../src-preload/contract/enrollment.ts'
import { domainsAbove } from './names.ts'

export interface SignUpFacts {
  /** Whether the sign-up service proved the address. */
  readonly verified: boolean
  /** Whether an identity with this address exists, and its state. */
  readonly user: 'none' | 'active' | 'disabled'
  /** The state of the organization whose claim covers the address; null where none does. */
  readonly organization: 'active' | 'suspended' | 'closing' | 'closed' | null
  readonly member: boolean
  /** Whether the admins here were asked for a seat for this person, and what came of it. */
  readonly asked: 'never' | 'waiting' | 'refused' | 'ended'
  readonly room: boolean
  /** Whether an invitation to this address decides the roles. */
  readonly invited: boolean
}
export interface Verdict {
  readonly outcome: SignUpOutcome
  readonly because: SignUpBecause
}

/** The first rule that holds. */
export function verdictOf(f: SignUpFacts): Verdict {
  if (!f.verified) return { outcome: 'refused', because: 'unverified' }
  if (f.user === 'disabled') return { outcome: 'refused', because: 'userDisabled' }
  if (f.organization === null) return { outcome: 'personal', because: 'noClaim' }
  if (f.organization !== 'active') return { outcome: 'personal', because: 'organizationNotActive' }
  if (f.member) return { outcome: 'member', because: 'alreadyMember' }
  if (f.asked === 'waiting') return { outcome: 'waiting', because: 'seatsFull' }
  // The admins said no once: only they say yes.
  if (f.asked === 'refused') return { outcome: 'waiting', because: 'seatRefused' }
  // Whoever was there before is asked, never moved; who only waited in vain came by this domain.
  if (f.user === 'active' && f.asked === 'never') return { outcome: 'offered', because: 'existingAccount' }
  if (!f.room) return { outcome: 'waiting', because: 'seatsFull' }
  return { outcome: 'enrolled', because: f.invited ? 'invitation' : 'domain' }
}

/** The claim that covers an address: the most specific one, by whole labels; above the domain itself only one that includes sub-domains. */
export function covering<C extends { readonly domain: string; readonly includeSubdomains: boolean }>(
  claims: readonly C[],
  email: string,
): C | undefined {
  for (const [level, domain] of domainsAbove(email).entries()) {
    const claim = claims.find((c) => c.domain === domain)
    if (claim && (level === 0 || claim.includeSubdomains)) return claim
  }
  return undefined
}
