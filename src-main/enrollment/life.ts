/** The life of a claim as a pure function: what follows from what DNS said, and when it is asked again. */
import {
  type ClaimState,
  type DnsOutcome,
  ENROLLING_STATES,
  FRESH_HOURS,
  GRACE_HOURS,
  LIVE_STATES,
  PROVE_WITHIN_DAYS,
} from '../../src-preload/contract/domains.ts'
import type { DomainClaimRecord } from '../store/records/index.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/**
 * - `prove`: the token is there, the claim may have the domain now or has to wait for it;
 * - `keep`: it is there still; `recover`: it is there again;
 * - `fail`: the grace period begins; `lapse`: it ended; `fade`: a waiting claim's proof is gone;
 * - `wait`: nothing changes; `expire`: the time to prove it ran out.
 */
export type Step = 'prove' | 'keep' | 'recover' | 'fail' | 'lapse' | 'fade' | 'wait' | 'expire'

/**
 * Answers that say what is published. The others say that nobody could tell: they begin the grace period, so
 * that it is seen, but do not end it: a console without a network must not lose its domains.
 */
const DEFINITE: ReadonlySet<DnsOutcome> = new Set(['notFound', 'mismatch', 'alias'])
/** A domain that nobody can ask any more is not kept for ever. */
const LONGEST_SILENCE = PROVE_WITHIN_DAYS * DAY

type Facts = Pick<DomainClaimRecord, 'state' | 'expiresAt' | 'provedAt' | 'failingSince' | 'graceUntil'>

export const isLive = (claim: Pick<DomainClaimRecord, 'state'>): boolean => LIVE_STATES.includes(claim.state)

export const ENROLLING: readonly ClaimState[] = ENROLLING_STATES
export const isEnrolling = (claim: Pick<DomainClaimRecord, 'state'>): boolean =>
  ENROLLING.includes(claim.state)

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
    case 'failing': {
      if (proved) return 'recover'
      const ended = DEFINITE.has(outcome)
        ? after(claim.graceUntil, 0)
        : after(claim.failingSince, LONGEST_SILENCE)
      return ended <= time ? 'lapse' : 'wait'
    }
    case 'conflicted': {
      if (proved) return 'keep'
      const ended = after(claim.provedAt, DEFINITE.has(outcome) ? GRACE_HOURS * HOUR : LONGEST_SILENCE)
      return ended <= time ? 'fade' : 'wait'
    }
    default:
      return 'wait'
  }
}

export const expiryFrom = (now: Date): string =>
  new Date(now.getTime() + PROVE_WITHIN_DAYS * DAY).toISOString()
export const graceFrom = (now: Date): string => new Date(now.getTime() + GRACE_HOURS * HOUR).toISOString()
/** Whether a proof of this instant may still take a domain over. */
export const isFresh = (provedAt: string, now: Date): boolean =>
  after(provedAt, FRESH_HOURS * HOUR) > now.getTime()

/** When DNS is asked next without anybody's asking; null for a claim that has ended. */
export function nextCheck(
  claim: Pick<DomainClaimRecord, 'state' | 'createdAt' | 'graceUntil' | 'expiresAt'>,
  now: Date,
): string | null {
  const time = now.getTime()
  const at = (milliseconds: number, limit: string | null = null): string => {
    const end = after(limit, 0)
    return new Date(Math.min(time + milliseconds, end > time ? end : time + HOUR)).toISOString()
  }
  switch (claim.state) {
    case 'pending':
      // Who has just claimed is about to publish; the console should see it before they ask.
      return at(after(claim.createdAt, DAY) > time ? 10 * MINUTE : HOUR, claim.expiresAt)
    case 'verified':
      return at(DAY)
    case 'lapsed':
      return at(DAY, claim.expiresAt)
    case 'failing':
      return at(6 * HOUR, claim.graceUntil)
    case 'conflicted':
      // Twice as often as a proof goes stale, so that a claim that is proved all the time can take over.
      return at((FRESH_HOURS / 2) * HOUR)
    default:
      return null
  }
}
