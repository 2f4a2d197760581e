/** What DNS said takes effect: in one transaction, on the claim as it is by then. */
import type { DnsCheck } from '../../src-preload/contract/domains.ts'
import { type DomainClaimRecord, domainClaims } from '../store/records/index.ts'
import type { Work } from '../work/index.ts'
import { readAnswer } from './answer.ts'
import { changeClaim, tellClaim } from './claim.ts'
import type { DnsAnswer } from './dns.ts'
import { expiryFrom, graceFrom, isLive, stepOf } from './life.ts'
import { handOn, prove, refreshProof, withdraw } from './ownership.ts'

/** Which claim was asked about, with the token it had then. */
export type AskedAbout = Pick<DomainClaimRecord, 'id' | 'orgId' | 'token'>

/**
 * Answers the claim as it is afterwards, or undefined where it is gone. A claim that ended while DNS was
 * asked stays as it is. `tells` keeps the check in the trail also where nothing followed from it.
 */
export async function applyAnswer(
  work: Work,
  asked: AskedAbout,
  answer: DnsAnswer,
  { tells }: { readonly tells: boolean },
): Promise<DomainClaimRecord | undefined> {
  const claim = await work.across.tenant(asked.orgId).collection(domainClaims).get(asked.id)
  if (!claim || claim.token !== asked.token || !isLive(claim)) return claim
  const lastCheck = readAnswer(answer, claim.token, work.now.toISOString())
  const after = await follow(work, claim, lastCheck)
  if (tells && after.state === claim.state) {
    const summary = `DNS asked about ${claim.domain}: ${lastCheck.outcome}`
    tellClaim(work, { action: 'domain.checked', summary, before: claim, after })
  }
  return after
}

async function follow(work: Work, claim: DomainClaimRecord, lastCheck: DnsCheck): Promise<DomainClaimRecord> {
  const step = stepOf(claim, lastCheck.outcome, work.now)
  const now = work.now.toISOString()
  switch (step) {
    case 'prove':
      return prove(work, claim, { lastCheck })
    case 'keep':
      await refreshProof(work, claim)
      return changeClaim(work, claim, { lastCheck, provedAt: now })
    case 'recover':
      await refreshProof(work, claim)
      return recover(work, claim, lastCheck)
    case 'fail':
      return fail(work, claim, lastCheck)
    case 'lapse':
      return lapse(work, claim, lastCheck)
    case 'fade':
      return fade(work, claim, lastCheck)
    case 'expire':
      return expire(work, claim, lastCheck)
    case 'wait':
      return changeClaim(work, claim, { lastCheck })
  }
}

async function recover(
  work: Work,
  before: DomainClaimRecord,
  lastCheck: DnsCheck,
): Promise<DomainClaimRecord> {
  const well = { state: 'verified', failingSince: null, graceUntil: null } as const
  const patch = { ...well, lastCheck, provedAt: lastCheck.at }
  const after = await changeClaim(work, before, patch, { what: 'recovered' })
  const summary = `The proof of ${before.domain} is there again`
  tellClaim(work, { action: 'domain.recovered', summary, before, after }, 'domain.recovered')
  return after
}

async function fail(work: Work, before: DomainClaimRecord, lastCheck: DnsCheck): Promise<DomainClaimRecord> {
  const until = graceFrom(work.now)
  const patch = { state: 'failing', failingSince: lastCheck.at, graceUntil: until, lastCheck } as const
  const after = await changeClaim(work, before, patch, { what: 'failing' })
  const summary = `The proof of ${before.domain} was not found (${lastCheck.outcome}); it lapses on ${until.slice(0, 16).replace('T', ' ')} UTC unless it is there again`
  tellClaim(work, { action: 'domain.failing', summary, before, after }, 'domain.failing', {
    until,
    found: lastCheck.outcome,
  })
  return after
}

async function lapse(work: Work, before: DomainClaimRecord, lastCheck: DnsCheck): Promise<DomainClaimRecord> {
  const gone = { failingSince: null, graceUntil: null, contested: false, lastCheck }
  const patch = { ...gone, state: 'lapsed', expiresAt: expiryFrom(work.now) } as const
  const after = await changeClaim(work, before, patch, { what: 'lapsed' })
  const summary = `${before.domain} lapsed: sign-ups of it are no longer enrolled, members stay`
  tellClaim(work, { action: 'domain.lapsed', summary, before, after }, 'domain.lapsed')
  const owner = await work.across.domains.owner(before.domain)
  if (owner?.claimId === before.id) await handOn(work, owner)
  return after
}

async function fade(work: Work, before: DomainClaimRecord, lastCheck: DnsCheck): Promise<DomainClaimRecord> {
  await withdraw(work, before)
  const patch = { state: 'pending', contested: false, expiresAt: expiryFrom(work.now), lastCheck } as const
  const after = await changeClaim(work, before, patch, { what: 'proofFaded' })
  const summary = `The proof of ${before.domain} is gone; the claim has to be proved again`
  tellClaim(work, { action: 'domain.faded', summary, before, after })
  return after
}

async function expire(
  work: Work,
  before: DomainClaimRecord,
  lastCheck: DnsCheck,
): Promise<DomainClaimRecord> {
  const after = await changeClaim(work, before, { state: 'expired', lastCheck }, { what: 'expired' })
  const summary = `The claim on ${before.domain} was not proved in time`
  tellClaim(work, { action: 'domain.expired', summary, before, after }, 'domain.expired')
  return after
}
