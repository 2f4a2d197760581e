/** Domains that an organization claims: what to publish, what DNS said, and who keeps a domain that two have proved. */
import { z } from 'zod'
import { outcomeOf } from './approvals.ts'
import { asciiDomain } from './domain-name.ts'
import type { IssueKey } from './issues.ts'
import { job, read, write } from './procedure.ts'
import { id, instant, page, pageInput, reason, recordFields, version } from './shared.ts'

/**
 * - `pending`: nothing is proved yet; `verified`: DNS holds the token, sign-ups are enrolled;
 * - `failing`: a re-check did not find it, the grace period runs and sign-ups are still enrolled;
 * - `lapsed`: the grace period ended; `conflicted`: proved while another organization holds the domain;
 * - `released` (given up), `refused` (by an operator's ruling), `expired` (not proved in time): ended.
 */
export const CLAIM_STATES = [
  'pending',
  'verified',
  'failing',
  'lapsed',
  'conflicted',
  'released',
  'refused',
  'expired',
] as const
export const claimState = z.enum(CLAIM_STATES)
export type ClaimState = z.infer<typeof claimState>
/** The states in which a claim is still worth something: one of them per organization and domain. */
export const LIVE_STATES: readonly ClaimState[] = ['pending', 'verified', 'failing', 'lapsed', 'conflicted']
/** The states in which sign-ups are enrolled by the claim. */
export const ENROLLING_STATES: readonly ClaimState[] = ['verified', 'failing']

/** Where the record is published. */
export const challengeName = (domain: string): string => `_castellan-challenge.${domain}`
export const CHALLENGE_PREFIX = 'castellan-verify='
/** What the record holds. The token is of one organization and one domain. */
export const challengeValue = (token: string): string => `${CHALLENGE_PREFIX}${token}`

/** Days in which a claim has to be proved, hours of grace after a failed re-check, hours for which a proof is fresh. */
export const PROVE_WITHIN_DAYS = 14
export const GRACE_HOURS = 72
export const FRESH_HOURS = 24

/**
 * What the name server said about the record:
 * `proved`; `notFound`: no TXT record at the name; `mismatch`: records, but not this one; `alias`: a CNAME is in its
 * place; `timeout` and `unreachable`: nobody answered; `serverFailure` and `refused`: the server answered that it cannot.
 */
export const dnsOutcome = z.enum([
  'proved',
  'notFound',
  'mismatch',
  'alias',
  'timeout',
  'unreachable',
  'serverFailure',
  'refused',
])
export type DnsOutcome = z.infer<typeof dnsOutcome>

export const dnsCheck = z.object({
  at: instant,
  outcome: dnsOutcome,
  /** The values at the name, as text: at most 10, each cut at 300 characters. */
  found: z.array(z.string()),
  /** Where a CNAME at the name points. */
  alias: z.string().nullable(),
  /** What is unusual and does no harm: several records, a value in pieces, upper case. */
  notes: z.array(z.enum(['several', 'split', 'upperCase'])),
})
export type DnsCheck = z.infer<typeof dnsCheck>

/** One line of a claim's history. The other side of a conflict is never named. */
export const claimHappening = z.object({
  at: instant,
  side: z.enum(['own', 'other', 'platform']),
  what: z.enum([
    'claimed',
    'changed',
    'verified',
    'failing',
    'recovered',
    'lapsed',
    'expired',
    'released',
    'conflicted',
    'contested',
    'tookOver',
    'proofFaded',
    'otherGaveUp',
    'otherGone',
    'ruledFor',
    'ruledAgainst',
  ]),
  /** Own people only; empty where nobody of this organization did it. */
  by: z.string(),
  reason: z.string().nullable(),
})
export type ClaimHappening = z.infer<typeof claimHappening>

export const claimConflict = z.object({
  /** Whether this organization has the domain now, or waits for it. */
  part: z.enum(['owner', 'claimant']),
  since: instant,
  ownProof: instant.nullable(),
  /** When DNS last held the proof of each of the others, newest first. */
  otherProofs: z.array(instant),
  /**
   * What became of the others' claims, oldest first: claimed, proved, failed, when – never whose, by whom or why. Only
   * where one claim is asked for.
   */
  otherHistory: z.array(claimHappening.pick({ at: true, what: true })),
})

export const domainClaim = z.object({
  ...recordFields,
  /** In ASCII, as DNS has it. */
  domain: z.string(),
  /** The same as people read it. */
  unicode: z.string(),
  state: claimState,
  includeSubdomains: z.boolean(),
  /** Given to who is enrolled. */
  roleId: z.string(),
  teamIds: z.array(id),
  record: z.object({ name: z.string(), value: z.string() }),
  claimedBy: z.string(),
  /** Until when an unproved claim has to be proved. */
  expiresAt: instant.nullable(),
  verifiedAt: instant.nullable(),
  /** When DNS last held the proof. */
  provedAt: instant.nullable(),
  /** End of the grace period of a failing claim. */
  graceUntil: instant.nullable(),
  /** When the console asks DNS next by itself. */
  nextCheckAt: instant.nullable(),
  lastCheck: dnsCheck.nullable(),
  conflict: claimConflict.nullable(),
  /** Members whom this claim enrolled. */
  members: z.number().int(),
})
export type DomainClaim = z.infer<typeof domainClaim>
export const domainClaimDetail = domainClaim.extend({ history: z.array(claimHappening) })
export type DomainClaimDetail = z.infer<typeof domainClaimDetail>

/** Why a name cannot be claimed; the sentence is the message of the `BAD_INPUT` on `domain`. */
export type DomainRefusal = Extract<
  IssueKey,
  | 'malformed'
  | 'notJustDomain'
  | 'ipLiteral'
  | 'singleLabel'
  | 'mixedScript'
  | 'tooLong'
  | 'publicSuffix'
  | 'mailProvider'
>

/** The domain in ASCII (IDNA, UTS 46), lower case and without a dot at its end; what is none comes back trimmed. */
export function normalizeDomain(text: string): string {
  const trimmed = text.trim().normalize('NFC')
  return asciiDomain(trimmed)?.replace(/\.$/, '') ?? trimmed
}

const domain = z.string().max(500).transform(normalizeDomain)
const onClaim = (operation: 'read' | 'update' | 'delete') =>
  ({ type: 'domain', operation, id: 'id' }) as const
const gives = {
  roleId: z.string().min(1).max(40),
  teamIds: z.array(id).max(100),
  includeSubdomains: z.boolean(),
}

export const domains = {
  list: read({ type: 'domain', operation: 'read' })
    .input(
      z.object({
        ...pageInput,
        search: z.string().max(253).optional(),
        state: z.array(claimState).optional(),
      }),
    )
    .output(page(domainClaim)),
  get: read(onClaim('read')).input(z.object({ id })).output(domainClaimDetail),
  /** Begins a claim and makes its token. It reserves nothing: only the proof does. */
  claim: write({ type: 'domain', operation: 'create' }, 'domain.claimed')
    .input(
      z.object({
        domain,
        ...gives,
        teamIds: gives.teamIds.default([]),
        includeSubdomains: gives.includeSubdomains.default(false),
      }),
    )
    .output(domainClaim),
  /** Changes what the claim gives at sign-up. Who is a member already keeps what they have. */
  update: write(onClaim('update'), 'domain.changed')
    .input(z.object({ id, version, ...z.object(gives).partial().shape }))
    .output(domainClaim),
  /** Asks DNS now. The answer is in `lastCheck`, what follows from it in `state`. */
  check: job(onClaim('update'), 'domain.checked').input(z.object({ id })).output(domainClaimDetail),
  /**
   * Gives the claim up: enrollment stops, members stay, and whoever else has proved the domain gets it. While it is
   * contested it may wait for a second person.
   */
  release: write(onClaim('delete'), 'domain.released', 'required')
    .input(z.object({ id, version, reason }))
    .output(outcomeOf(domainClaim)),
}

/** One organization of a conflict, as operators see it. */
export const contender = z.object({
  orgId: id,
  name: z.string(),
  slug: z.string(),
  claimId: id,
  since: instant,
  provedAt: instant,
})
export const domainConflict = z.object({
  id,
  version,
  domain: z.string(),
  unicode: z.string(),
  owner: contender,
  claimants: z.array(contender),
  /** What both sides did, oldest first, each line with its organization's name. */
  history: z.array(claimHappening.extend({ organization: z.string() })),
})
export type DomainConflict = z.infer<typeof domainConflict>

/** For the operators: who has proved the same domain, and the ruling on it. */
export const domainConflicts = {
  list: read({ type: 'platformDomain', operation: 'read' })
    .input(z.object({ ...pageInput }))
    .output(page(domainConflict)),
  /**
   * The winner holds the domain; the claims of the others are refused. Both sides read the reason. May wait for a
   * second operator.
   */
  rule: write({ type: 'platformDomain', operation: 'decide' }, 'platformDomain.ruled', 'required')
    .input(z.object({ id, version, winner: id, reason }))
    .output(outcomeOf(z.object({ domain: z.string(), winner: z.string() }))),
}
