/** Operators rule on a domain that several organizations have proved. They alone see both names. */
import type { PlannedChange } from '../../src-preload/contract/approvals.ts'
import type { DomainConflict } from '../../src-preload/contract/domains.ts'
import { badInput, notFound } from '../../src-preload/contract/errors.ts'
import { type PageQuery, pageOf } from '../store/index.ts'
import { type DomainClaimRecord, type DomainOwnerRecord, domainClaims } from '../store/records/index.ts'
import { requireVersion } from '../tenancy/index.ts'
import type { Work } from '../work/index.ts'
import { changeClaim, tellClaim } from './claim.ts'
import { inUnicode } from './names.ts'
import { giveTo } from './ownership.ts'

type Side = DomainOwnerRecord['claimants'][number]
type Line = DomainConflict['history'][number]

async function sideOf(
  work: Work,
  { tenantId, claimId, since, provedAt }: Side,
): Promise<{ contender: DomainConflict['owner']; lines: Line[] }> {
  const organization = await work.across.organization(tenantId)
  const claim = await work.across.tenant(tenantId).collection(domainClaims).get(claimId)
  const { name = '', slug = '' } = organization ?? {}
  // Operators see what happened, not who did it: a tenant's people are its own.
  const own = (claim?.history ?? []).filter((h) => h.side !== 'other')
  return {
    contender: { orgId: tenantId, name, slug, claimId, since, provedAt },
    lines: own.map((h) => ({ ...h, by: '', organization: name })),
  }
}

async function view(work: Work, owner: DomainOwnerRecord): Promise<DomainConflict> {
  const has = await sideOf(work, owner)
  const waiting = await Promise.all(owner.claimants.map((c) => sideOf(work, c)))
  const { id, version, domain } = owner
  return {
    id,
    version,
    domain,
    unicode: inUnicode(domain),
    owner: has.contender,
    claimants: waiting.map((w) => w.contender),
    history: [has, ...waiting].flatMap((w) => w.lines).sort((a, b) => a.at.localeCompare(b.at)),
  }
}

export async function listConflicts(
  work: Work,
  q: PageQuery,
): Promise<{ items: DomainConflict[]; next: string | null; total: number }> {
  const page = await work.across.domains.conflicts(pageOf(q))
  const items = await Promise.all(page.items.map((owner) => view(work, owner)))
  return { items, next: page.next, total: page.total }
}

/** A ruling on the conflict as it is now. */
export interface Ruling {
  readonly owner: DomainOwnerRecord
  readonly sides: readonly (Side & { readonly name: string })[]
  readonly winner: Side & { readonly name: string }
}

/** `winner` is the organization that is to have the domain. Throws `NOT_FOUND` where nothing is contested any more. */
export async function rulingOf(work: Work, input: { id: string; winner: string }): Promise<Ruling> {
  const owner = await work.across.domains.ownerById(input.id)
  if (!owner?.contested) throw notFound('conflict')
  const named = async (side: Side) => {
    const organization = await work.across.organization(side.tenantId)
    return { ...side, name: organization?.name ?? '', closed: organization?.state === 'closed' }
  }
  const sides = await Promise.all([owner, ...owner.claimants].map(named))
  const winner = sides.find((s) => s.tenantId === input.winner)
  if (!winner) throw badInput('winner', 'must be one of the organizations that proved the domain')
  if (winner.name === '' || winner.closed) throw badInput('winner', 'is closed')
  return { owner, sides, winner }
}

export const requireRulingVersion = ({ owner }: Ruling, version: number): void =>
  requireVersion(owner, version, 'conflict')

export const rulingTitle = ({ owner, winner }: Ruling): string =>
  `Rule that ${owner.domain} is ${winner.name}’s`

/** Line by line, as an approval shows it: who has the domain, and whose claim is refused. */
export const rulingChanges = ({ owner, sides, winner }: Ruling): PlannedChange[] => [
  {
    what: 'domain',
    name: inUnicode(owner.domain),
    before: sides.find((s) => s.claimId === owner.claimId)?.name ?? null,
    after: winner.name,
  },
  ...sides
    .filter((s) => s !== winner)
    .map((s) => ({ what: 'claim', name: s.name, before: 'proved', after: 'refused' })),
]

/** Carries a ruling out that was made in the same transaction. */
export async function rule(
  work: Work,
  { owner, sides, winner }: Ruling,
  reason: string,
): Promise<{ domain: string; winner: string }> {
  for (const side of sides) if (side !== winner) await refuse(work, side, reason)
  if (winner.claimId === owner.claimId) await keep(work, owner, reason)
  else {
    const { tenantId, claimId, since, provedAt } = winner
    const only = { tenantId, claimId, since, provedAt }
    await giveTo(work, { ...owner, claimants: [only] }, only, { what: 'ruledFor', side: 'platform', reason })
  }
  const summary = `${owner.domain} ruled to be ${winner.name}’s; ${sides.length - 1} other claim${sides.length > 2 ? 's' : ''} refused`
  work.record({ resourceType: 'domain', resourceId: owner.id, summary })
  return { domain: owner.domain, winner: winner.name }
}

const claimOf = (work: Work, side: Side): Promise<DomainClaimRecord | undefined> =>
  work.across.tenant(side.tenantId).collection(domainClaims).get(side.claimId)

async function refuse(work: Work, side: Side, reason: string): Promise<void> {
  const before = await claimOf(work, side)
  if (!before) return
  const patch = { state: 'refused', contested: false, expiresAt: null, graceUntil: null } as const
  const after = await changeClaim(work, before, patch, { what: 'ruledAgainst', side: 'platform', reason })
  const summary = `${before.domain} belongs to another organization, by ruling of the platform’s operators`
  tellClaim(work, { action: 'domain.refused', summary, before, after }, 'domain.refused', { why: reason })
}

async function keep(work: Work, owner: DomainOwnerRecord, reason: string): Promise<void> {
  await work.across.domains.changeOwner(owner, { claimants: [], contested: false })
  const before = await claimOf(work, owner)
  if (!before) return
  const ruled = { what: 'ruledFor', side: 'platform', reason } as const
  const after = await changeClaim(work, before, { contested: false }, ruled)
  const summary = `${before.domain} stays this organization’s, by ruling of the platform’s operators`
  tellClaim(work, { action: 'domain.ruled', summary, before, after })
}
