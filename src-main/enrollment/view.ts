/** A claim as its organization sees it: the record to publish, the conflict without the other side's name. */
import {
  type ClaimHappening,
  challengeName,
  challengeValue,
  type DomainClaim,
} from '../../src-preload/contract/domains.ts'
import { eq } from '../store/index.ts'
import {
  type DomainClaimRecord,
  type DomainOwnerRecord,
  domainClaims,
  members,
} from '../store/records/index.ts'
import type { Work } from '../work/index.ts'
import { inUnicode } from './names.ts'

/** Members whom each claim enrolled, by the claim's id. */
async function enrolledBy(work: Work): Promise<ReadonlyMap<string, number>> {
  const groups = await work.db.collection(members).group('claimId', eq('source', 'domain'))
  return new Map(groups.map((g) => [String(g.value), g.count]))
}

function conflictOf(claim: DomainClaimRecord, owner: DomainOwnerRecord | undefined): DomainClaim['conflict'] {
  if (!owner || !claim.contested) return null
  const own = owner.claimId === claim.id ? owner : owner.claimants.find((c) => c.claimId === claim.id)
  if (!own) return null
  const others = [owner, ...owner.claimants].filter((side) => side.claimId !== claim.id)
  const isOwner = own === owner
  return {
    part: isOwner ? 'owner' : 'claimant',
    since: isOwner ? (others.map((o) => o.since).sort()[0] ?? own.since) : own.since,
    ownProof: own.provedAt,
    otherProofs: others.map((o) => o.provedAt).sort((a, b) => b.localeCompare(a)),
    otherHistory: [],
  }
}

/** Only contested claims have a look at the domain's owner: an unproved one learns nothing of others. */
export async function viewsOf(work: Work, claims: readonly DomainClaimRecord[]): Promise<DomainClaim[]> {
  const contested = claims.filter((c) => c.contested).map((c) => c.domain)
  const [owners, counts] = [await work.across.domains.ownersOf(contested), await enrolledBy(work)]
  return claims.map((claim) => {
    const owner = owners.find((o) => o.domain === claim.domain)
    return {
      ...claim,
      unicode: inUnicode(claim.domain),
      record: { name: challengeName(claim.domain), value: challengeValue(claim.token) },
      conflict: conflictOf(claim, owner),
      members: counts.get(claim.id) ?? 0,
    }
  })
}

export async function viewOf(
  work: Work,
  claim: DomainClaimRecord,
): Promise<DomainClaim & { history: ClaimHappening[] }> {
  const [view] = await viewsOf(work, [claim])
  if (!view) throw new Error('A claim has one view.')
  const { conflict } = view
  const seen = conflict && { ...conflict, otherHistory: await otherHistory(work, claim) }
  return { ...view, conflict: seen, history: [...claim.history] }
}

type Told = NonNullable<DomainClaim['conflict']>['otherHistory'][number]
/** Of a claim's history what the other side may see: how its proof went, not what its admins changed. */
const SHOWN: ReadonlySet<Told['what']> = new Set([
  'claimed',
  'verified',
  'conflicted',
  'failing',
  'recovered',
  'lapsed',
  'tookOver',
])

async function otherHistory(work: Work, claim: DomainClaimRecord): Promise<Told[]> {
  const owner = await work.across.domains.owner(claim.domain)
  const sides = owner ? [owner, ...owner.claimants].filter((s) => s.claimId !== claim.id) : []
  const claims = await Promise.all(
    sides.map((s) => work.across.tenant(s.tenantId).collection(domainClaims).get(s.claimId)),
  )
  return claims
    .flatMap((c) => c?.history ?? [])
    .filter((h) => h.side !== 'other' && SHOWN.has(h.what))
    .map(({ at, what }) => ({ at, what }))
    .sort((a, b) => a.at.localeCompare(b.at))
}
