/** Who has a domain: taking it, contending for it, handing it on. One record per domain puts all of it in one order. */
import { type DomainClaimRecord, type DomainOwnerRecord, domainClaims } from '../store/records/index.ts'
import type { Work } from '../work/index.ts'
import { changeClaim, tellClaim } from './claim.ts'
import { expiryFrom, isFresh } from './life.ts'

type Side = DomainOwnerRecord['claimants'][number]

const sideOf = (claim: DomainClaimRecord, now: string): Side => ({
  tenantId: claim.orgId,
  claimId: claim.id,
  since: now,
  provedAt: now,
})
const without = (owner: DomainOwnerRecord, claimId: string): Side[] =>
  owner.claimants.filter((c) => c.claimId !== claimId)

const claimOf = (
  work: Work,
  side: Pick<Side, 'tenantId' | 'claimId'>,
): Promise<DomainClaimRecord | undefined> =>
  work.across.tenant(side.tenantId).collection(domainClaims).get(side.claimId)

/** The owner of a domain, unless its organization is closed and its data erased. */
export async function standingOwner(work: Work, domain: string): Promise<DomainOwnerRecord | undefined> {
  const owner = await work.across.domains.owner(domain)
  if (!owner) return undefined
  const organization = await work.across.organization(owner.tenantId)
  if (organization && organization.state !== 'closed') return owner
  await work.across.domains.disown(owner)
  return undefined
}

/** DNS holds this claim's token: it has the domain where nobody has, and waits where somebody does. */
export async function prove(
  work: Work,
  claim: DomainClaimRecord,
  seen: Pick<DomainClaimRecord, 'lastCheck'>,
): Promise<DomainClaimRecord> {
  const now = work.now.toISOString()
  const proof = { ...seen, provedAt: now, expiresAt: null, failingSince: null, graceUntil: null }
  const owner = await standingOwner(work, claim.domain)
  if (owner && owner.claimId !== claim.id) return contend(work, claim, owner, proof)
  if (!owner)
    await work.across.domains.own({
      ...sideOf(claim, now),
      domain: claim.domain,
      includeSubdomains: claim.includeSubdomains,
      claimants: [],
      contested: false,
    })
  const verified = { ...proof, state: 'verified', verifiedAt: now } as const
  const after = await changeClaim(work, claim, verified, { what: 'verified' })
  const summary = `${claim.domain} proved by DNS; sign-ups of it are enrolled from now on`
  tellClaim(work, { action: 'domain.verified', summary, before: claim, after }, 'domain.verified')
  return after
}

async function contend(
  work: Work,
  claim: DomainClaimRecord,
  owner: DomainOwnerRecord,
  proof: Partial<DomainClaimRecord>,
): Promise<DomainClaimRecord> {
  const side = sideOf(claim, work.now.toISOString())
  const claimants = [...without(owner, claim.id), side]
  await work.across.domains.changeOwner(owner, { claimants, contested: true })
  const waiting = { ...proof, state: 'conflicted', contested: true } as const
  const after = await changeClaim(work, claim, waiting, { what: 'conflicted' })
  const summary = `${claim.domain} proved, but another organization has it`
  tellClaim(work, { action: 'domain.conflicted', summary, before: claim, after }, 'domain.conflicted')
  await tellOwner(work, owner, 'contested', true)
  return after
}

/** Notes in the owner's claim that another organization proved the domain, or that none contends any more. */
async function tellOwner(
  work: Work,
  owner: DomainOwnerRecord,
  what: 'contested' | 'otherGaveUp',
  contested: boolean,
): Promise<void> {
  const before = await claimOf(work, owner)
  if (!before) return
  const after = await changeClaim(work, before, { contested }, { what, side: 'other' })
  if (what === 'contested') {
    const summary = `Another organization proved ${before.domain} too; it stays here for now`
    tellClaim(work, { action: 'domain.contested', summary, before, after }, 'domain.conflicted')
  } else {
    const summary = `Another organization no longer contends for ${before.domain}`
    tellClaim(work, { action: 'domain.uncontested', summary, before, after })
  }
}

/** A waiting claim gives up, or its proof is gone. */
export async function withdraw(work: Work, claim: DomainClaimRecord): Promise<void> {
  const owner = await work.across.domains.owner(claim.domain)
  if (!owner?.claimants.some((c) => c.claimId === claim.id)) return
  const claimants = without(owner, claim.id)
  const contested = claimants.length > 0
  await work.across.domains.changeOwner(owner, { claimants, contested })
  await tellOwner(work, owner, 'otherGaveUp', contested)
}

/** The time of the newest proof, of the owner or of one who waits. */
export async function refreshProof(work: Work, claim: DomainClaimRecord): Promise<void> {
  const owner = await work.across.domains.owner(claim.domain)
  if (!owner) return
  const provedAt = work.now.toISOString()
  if (owner.claimId === claim.id) await work.across.domains.changeOwner(owner, { provedAt })
  else
    await work.across.domains.changeOwner(owner, {
      claimants: owner.claimants.map((c) => (c.claimId === claim.id ? { ...c, provedAt } : c)),
    })
}

/**
 * The owner is gone: whoever waits with a fresh proof – the newest of them – has the domain from this
 * transaction on; where no proof is fresh, all who waited are asked to prove it again.
 */
export async function handOn(work: Work, owner: DomainOwnerRecord): Promise<void> {
  const [heir] = owner.claimants
    .filter((c) => isFresh(c.provedAt, work.now))
    .sort((a, b) => b.provedAt.localeCompare(a.provedAt))
  if (heir) return giveTo(work, owner, heir, { what: 'tookOver', side: 'platform' })
  await work.across.domains.disown(owner)
  for (const side of owner.claimants) await askAgain(work, side)
}

/** Makes one of the claimants the owner; the others go on waiting. */
export async function giveTo(
  work: Work,
  owner: DomainOwnerRecord,
  heir: Side,
  happened: { what: 'tookOver' | 'ruledFor'; side: 'platform'; reason?: string },
): Promise<void> {
  const before = await claimOf(work, heir)
  if (!before) return askOthers(work, owner, heir)
  const claimants = without(owner, heir.claimId)
  const contested = claimants.length > 0
  const now = work.now.toISOString()
  const { includeSubdomains } = before
  await work.across.domains.changeOwner(owner, {
    ...heir,
    since: now,
    includeSubdomains,
    claimants,
    contested,
  })
  const patch = { state: 'verified', verifiedAt: now, contested } as const
  const after = await changeClaim(work, before, patch, happened)
  const summary = `${before.domain} belongs to this organization now; sign-ups of it are enrolled`
  tellClaim(work, { action: 'domain.verified', summary, before, after }, 'domain.verified')
}

/** A claimant whose claim is gone with its tenant is passed over. */
function askOthers(work: Work, owner: DomainOwnerRecord, gone: Side): Promise<void> {
  return handOn(work, { ...owner, claimants: without(owner, gone.claimId) })
}

async function askAgain(work: Work, side: Side): Promise<void> {
  const before = await claimOf(work, side)
  if (before?.state !== 'conflicted') return
  const pending = {
    state: 'pending',
    contested: false,
    expiresAt: expiryFrom(work.now),
    nextCheckAt: work.now.toISOString(),
  } as const
  const after = await changeClaim(work, before, pending, { what: 'otherGone', side: 'other' })
  const summary = `${before.domain} is free; this claim has to be proved again`
  tellClaim(work, { action: 'domain.freed', summary, before, after })
}
