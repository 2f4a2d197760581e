/** The claims of the context's organization: beginning, changing, checking and giving up. */
import { randomBytes } from 'node:crypto'
import type { PlannedChange } from '../../src-preload/contract/approvals.ts'
import {
  type ClaimState,
  challengeName,
  type DomainClaim,
  type DomainClaimDetail,
  LIVE_STATES,
} from '../../src-preload/contract/domains.ts'
import { CastellanError } from '../../src-preload/contract/errors.ts'
import { all, EVERYTHING, eq, isIn, type Page, type PageQuery, pageOf, text } from '../store/index.ts'
import { type DomainClaimRecord, domainClaims } from '../store/records/index.ts'
import { requireGivable, requireState, requireVersion } from '../tenancy/index.ts'
import type { Transaction, Work } from '../work/index.ts'
import { applyAnswer } from './apply.ts'
import { changeClaim, happening, tellClaim } from './claim.ts'
import type { Dns } from './dns.ts'
import { expiryFrom, nextCheck } from './life.ts'
import { inUnicode, requireClaimable } from './names.ts'
import { handOn, withdraw } from './ownership.ts'
import { viewOf, viewsOf } from './view.ts'

/** 160 random bits in lower case, so that nothing on the way to DNS and back can change them. */
const newToken = (): string => randomBytes(20).toString('hex')

interface Gives {
  readonly roleId: string
  readonly teamIds: readonly string[]
  readonly includeSubdomains: boolean
}

export async function listClaims(
  work: Work,
  q: { search?: string; state?: ClaimState[] } & PageQuery,
): Promise<Omit<Page<DomainClaim>, 'items'> & { items: DomainClaim[]; total: number }> {
  const where = all(
    q.search?.trim() ? text(q.search) : EVERYTHING,
    q.state?.length ? isIn('state', q.state) : EVERYTHING,
  )
  const list = work.db.collection(domainClaims)
  const sort = { field: 'domain', direction: 'asc' } as const
  const page = await list.list({ where, sort, ...pageOf(q) })
  return { items: await viewsOf(work, page.items), next: page.next, total: await list.count(where) }
}

export const getClaim = async (work: Work, id: string): Promise<DomainClaimDetail> =>
  viewOf(work, await work.db.collection(domainClaims).require(id, 'domain'))

/**
 * Begins a claim. It looks at no other organization: until the proof, nobody learns whether a domain is
 * taken (docs/decisions/0016). Throws `BAD_INPUT` with the reason for a name that cannot be claimed.
 */
export async function claimDomain(work: Work, input: Gives & { domain: string }): Promise<DomainClaim> {
  const { kind } = work.access.facts.organization
  if (kind !== 'organization')
    throw new CastellanError('WRONG_STATE', 'Only an organization can claim a domain.', {
      state: kind,
      allowed: ['organization'],
    })
  requireClaimable(input.domain)
  await requireGivable(work, [input.roleId], input.teamIds, { roles: 'roleId' })
  const list = work.db.collection(domainClaims)
  if (await list.first(all(eq('domain', input.domain), eq('live', 'yes'))))
    throw new CastellanError('CONFLICT', `This organization has a claim on ${input.domain} already.`, {
      field: 'domain',
    })
  const fresh = {
    state: 'pending' as const,
    createdAt: work.now.toISOString(),
    graceUntil: null,
    expiresAt: expiryFrom(work.now),
  }
  const claim = await list.insert({
    domain: input.domain,
    state: fresh.state,
    live: 'yes',
    token: newToken(),
    includeSubdomains: input.includeSubdomains,
    roleId: input.roleId,
    teamIds: [...new Set(input.teamIds)],
    claimedBy: work.actor.name,
    expiresAt: fresh.expiresAt,
    verifiedAt: null,
    provedAt: null,
    failingSince: null,
    graceUntil: null,
    nextCheckAt: nextCheck(fresh, work.now),
    lastCheck: null,
    contested: false,
    history: [happening(work, { what: 'claimed', by: work.actor.name })],
  })
  const summary = `${claim.domain} claimed`
  tellClaim(work, { action: 'domain.claimed', summary, after: claim }, 'domain.claimed')
  return viewOf(work, claim)
}

async function requireLive(work: Work, id: string, version?: number): Promise<DomainClaimRecord> {
  const claim = await work.db.collection(domainClaims).require(id, 'domain')
  if (version !== undefined) requireVersion(claim, version, 'domain')
  requireState(claim, LIVE_STATES, 'claim')
  return claim
}

export async function updateClaim(
  work: Work,
  input: { id: string; version: number } & Partial<Gives>,
): Promise<DomainClaim> {
  const before = await requireLive(work, input.id, input.version)
  const teamIds = [...new Set(input.teamIds ?? before.teamIds)]
  const { roleId = before.roleId, includeSubdomains = before.includeSubdomains } = input
  await requireGivable(
    work,
    roleId === before.roleId ? [] : [roleId],
    teamIds.filter((team) => !before.teamIds.includes(team)),
    { roles: 'roleId' },
  )
  const changed = (['roleId', 'includeSubdomains'] as const).filter(
    (field) => input[field] !== undefined && input[field] !== before[field],
  )
  const all = [...changed, ...(teamIds.join() === before.teamIds.join() ? [] : ['teamIds'])]
  if (all.length === 0) return viewOf(work, before)
  const { nextCheckAt } = before
  const patch = { roleId, teamIds, includeSubdomains, nextCheckAt }
  const after = await changeClaim(work, before, patch, { what: 'changed', by: work.actor.name })
  if (changed.includes('includeSubdomains')) {
    const owner = await work.across.domains.owner(before.domain)
    if (owner?.claimId === before.id) await work.across.domains.changeOwner(owner, { includeSubdomains })
  }
  const summary = `What ${before.domain} gives at sign-up changed`
  tellClaim(work, { action: 'domain.changed', summary, before, after }, 'domain.changed', { changed: all })
  return viewOf(work, after)
}

/** Asks DNS, outside of any transaction, and lets the answer take effect in one. */
export async function checkClaim(
  work: Work,
  dns: Dns,
  id: string,
  transaction: Transaction,
): Promise<DomainClaimDetail> {
  const claim = await requireLive(work, id)
  const answer = await dns.txt(challengeName(claim.domain))
  return transaction(async (inner) => {
    const after = await applyAnswer(inner, claim, answer, { tells: true })
    return after ? viewOf(inner, after) : getClaim(inner, id)
  })
}

/** The claim, if it can be given up. A request that waited names no version: what was shown is compared instead. */
export const releasable = (work: Work, id: string, version?: number): Promise<DomainClaimRecord> =>
  requireLive(work, id, version)

/** What giving up a contested claim changes, line by line, as an approval shows it. */
export async function releaseChanges(work: Work, claim: DomainClaimRecord): Promise<PlannedChange[]> {
  const owner = await work.across.domains.owner(claim.domain)
  const name = inUnicode(claim.domain)
  const has = owner?.claimId === claim.id
  return [
    { what: 'claim', name, before: claim.state, after: 'released' },
    ...(has && claim.contested
      ? [{ what: 'domain', name, before: 'this organization', after: 'another organization that proved it' }]
      : []),
  ]
}

export async function releaseClaim(
  work: Work,
  before: DomainClaimRecord,
  reason: string,
): Promise<DomainClaim> {
  return viewOf(work, await release(work, before, { by: work.actor.name, reason }))
}

/** Gives up all claims of an organization that is closed for good, in the transaction that closes it. */
export async function releaseAllClaims(work: Work, orgId: string): Promise<void> {
  const claims = work.across.tenant(orgId).collection(domainClaims)
  for await (const claim of claims.each(eq('live', 'yes')))
    await release(work, claim, { by: '', reason: 'the organization was closed' })
}

async function release(
  work: Work,
  before: DomainClaimRecord,
  how: { readonly by: string; readonly reason: string },
): Promise<DomainClaimRecord> {
  const owner = await work.across.domains.owner(before.domain)
  const patch = { state: 'released', contested: false, expiresAt: null, graceUntil: null } as const
  const after = await changeClaim(work, before, patch, { what: 'released', ...how })
  const summary = `${before.domain} released: sign-ups of it are no longer enrolled, members stay`
  tellClaim(work, { action: 'domain.released', summary, before, after }, 'domain.released', {
    why: how.reason,
  })
  if (owner?.claimId === before.id) await handOn(work, owner)
  else await withdraw(work, before)
  return after
}
