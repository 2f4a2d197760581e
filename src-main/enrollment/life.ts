/** The life of a claim as a pure function: what follows from what DNS said, and when it is asked again. */
import {
  type DnsOutcome,
  ENROLLING_STATES,
  FRESH_HOURS,
  GRACE_HOURS,
  LIVE_STATES,
  PROVE_WITHIN_DAYS,
} from '../../src-preload/contract/domains.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src-preload/contract/durations.ts'
import type { DomainClaimRecord } from '../store/records/index.ts'

/**
 * - `prove`: the token is there, the claim may have the domain now or has to wait for it;
 * - `keep`: it is there still; `recover`: it is there again;
 * - `fail`: the grace period begins; `lapse`: it ended; `fade`: a waiting claim's proof is gone;
 * - `wait`: nothing changes; `expire`: the time to prove it ran out.
 */
export type Step = 'prove' | 'keep' | 'recover' | 'fail' | 'lapse' | 'fade' | 'wait' | 'expire'

type Facts = Pick<DomainClaimRecord, 'state' | 'expiresAt' | 'provedAt' | 'graceUntil'>

export const isLive = (claim: Pick<DomainClaimRecord, 'state'>): boolean => LIVE_STATES.includes(claim.state)

/** Also where the end of the grace period has come and nobody has written it down yet. */
export const isEnrolling = (
  { state, graceUntil }: Pick<DomainClaimRecord, 'state' | 'graceUntil'>,
  now: Date,
): boolean =>
  ENROLLING_STATES.includes(state) && (state !== 'failing' || after(graceUntil, 0) > now.getTime())

const after = (instant: string | null, milliseconds: number): number =>
  instant === null ? Number.POSITIVE_INFINITY : Date.parse(instant) + milliseconds

/** What follows for a live claim. */
export function stepOf(claim: Facts, outcome: DnsOutcome, now: Date): Step {
  const time = now.getTime()
  const proved = outcome === 'proved'
  switch (claim.state) {
    case 'pending':
    case 'lapsed':
      if (proved) return 'prove'
      return after(claim.expiresAt, 0) <= time ? 'expire' : 'wait'
    case 'verified':
      return proved ? 'keep' : 'fail'
    case 'failing':
      // Whatever DNS said instead of the proof: what cannot be seen is not proved (docs/decisions/0015).
      if (proved) return 'recover'
      return after(claim.graceUntil, 0) <= time ? 'lapse' : 'wait'
    case 'conflicted':
      if (proved) return 'keep'
      return after(claim.provedAt, GRACE_HOURS * HOUR_MS) <= time ? 'fade' : 'wait'
    default:
      return 'wait'
  }
}

export const expiryFrom = (now: Date): string =>
  new Date(now.getTime() + PROVE_WITHIN_DAYS * DAY_MS).toISOString()
export const graceFrom = (now: Date): string => new Date(now.getTime() + GRACE_HOURS * HOUR_MS).toISOString()
/** Whether a proof of this instant may still take a domain over. */
export const isFresh = (provedAt: string, now: Date): boolean =>
  after(provedAt, FRESH_HOURS * HOUR_MS) > now.getTime()

/** When DNS is asked next without anybody's asking; null for a claim that has ended. */
export function nextCheck(
  claim: Pick<DomainClaimRecord, 'state' | 'createdAt' | 'graceUntil' | 'expiresAt'>,
  now: Date,
): string | null {
  const time = now.getTime()
  const at = (milliseconds: number, limit: string | null = null): string => {
    const end = after(limit, 0)
    return new Date(Math.min(time + milliseconds, end > time ? end : time + HOUR_MS)).toISOString()
  }
  switch (claim.state) {
    case 'pending':
      // Who has just claimed is about to publish; the console should see it before they ask.
      return at(after(claim.createdAt, DAY_MS) > time ? 10 * MINUTE_MS : HOUR_MS, claim.expiresAt)
    case 'verified':
      return at(DAY_MS)
    case 'lapsed':
      // A console that was cut off itself has its domains again soon after it is not.
      return at(HOUR_MS, claim.expiresAt)
    case 'failing':
      return at(6 * HOUR_MS, claim.graceUntil)
    case 'conflicted':
      // Twice as often as a proof goes stale, so that a claim that is proved all the time can take over.
      return at((FRESH_HOURS / 2) * HOUR_MS)
    default:
      return null
  }
}
