/** A person's own offers: read from whichever organizations made them, and declined. */
import { CastellanError, notFound } from '../../../src-preload/contract/errors.ts'
import type { MigrationOffer } from '../../../src-preload/contract/migrations.ts'
import { coveredBy, type Given, givenBy, inUnicode, isOver, undoEnd } from '../../enrollment/index.ts'
import { eq, type ScopedStore } from '../../store/index.ts'
import {
  type DomainClaimRecord,
  type MigrationOfferRecord,
  members,
  migrationOffers,
  type OrganizationRecord,
  type UserRecord,
} from '../../store/records/index.ts'
import { requireState, rolesOf } from '../../tenancy/index.ts'
import type { Work } from '../../work/index.ts'

/** An offer with what stands behind it now. */
export interface Offered {
  readonly offer: MigrationOfferRecord
  readonly organization: OrganizationRecord
  readonly db: ScopedStore
  readonly claim: DomainClaimRecord | undefined
  readonly given: Given | undefined
  readonly isMember: boolean
}

async function behind(work: Work, offer: MigrationOfferRecord): Promise<Offered | undefined> {
  const organization = await work.across.organization(offer.orgId)
  if (!organization || organization.state === 'closed') return undefined
  const db = work.across.tenant(offer.orgId)
  // Whichever claim of the organization covers the address by now: the one it was offered by may be gone.
  const covered = await coveredBy(work, offer.email)
  const claim = covered?.claim.orgId === offer.orgId ? covered.claim : undefined
  const given = claim && (await givenBy(work, db, claim, offer.email))
  const isMember = (await db.collection(members).first(eq('userId', offer.userId))) !== undefined
  const open = isOver(offer, isMember, work.now) ? ({ ...offer, state: 'offered' } as const) : offer
  return { offer: open, organization, db, claim, given, isMember }
}

/** The offer, if it is the person's own; `NOT_FOUND` alike for any other. */
export async function requireOffer(work: Work, offerId: string): Promise<Offered> {
  const own = await work.across.migrationOffersOf(work.actor.userId)
  const offer = own.find((o) => o.id === offerId)
  const offered = offer && (await behind(work, offer))
  if (!offered) throw notFound('offer')
  return offered
}

/** Why it cannot be accepted now, in a sentence; empty where it can. */
export function closedBecause({ organization, claim }: Offered): string {
  if (organization.state !== 'active')
    return `${organization.name} takes nobody in: it is ${organization.state}.`
  return claim ? '' : `${organization.name} has not proved the domain of your address any more.`
}

export async function viewOf(work: Work, offered: Offered): Promise<MigrationOffer> {
  const { offer, organization, db, claim, given } = offered
  const known = await rolesOf(db, false)
  const end = undoEnd(offer)
  const undoable = offer.state === 'accepted' && end > work.now
  return {
    id: offer.id,
    state: offer.state,
    orgId: organization.id,
    orgName: organization.name,
    color: organization.color,
    domain: claim ? inUnicode(claim.domain) : '',
    roles: known.filter((r) => given?.roleIds.includes(r.id)).map((r) => r.name),
    offeredAt: offer.createdAt,
    acceptedAt: offer.state === 'accepted' ? (offer.accepted?.at ?? null) : null,
    undoUntil: undoable ? end.toISOString() : null,
    moved: offer.state === 'accepted' ? (offer.accepted?.items.length ?? 0) : 0,
    left: offer.state === 'undone' ? [...(offer.left ?? [])] : [],
    closed: offer.state === 'accepted' ? '' : closedBecause(offered),
  }
}

export async function myOffers(work: Work): Promise<MigrationOffer[]> {
  const list: MigrationOffer[] = []
  for (const offer of await work.across.migrationOffersOf(work.actor.userId)) {
    const offered = await behind(work, offer)
    if (offered) list.push(await viewOf(work, offered))
  }
  return list
}

/** The person, whose address must still be the verified one that the offer went to. */
export async function requirePerson(work: Work, { offer }: Offered): Promise<UserRecord> {
  const user = await work.across.user(work.actor.userId)
  if (user?.state !== 'active' || !user.verified || user.email !== offer.email) throw notFound('offer')
  return user
}

/** The organization learns that an offer was declined, not by whom: they are no member of it. */
export async function declineOffer(work: Work, offerId: string): Promise<MigrationOffer> {
  const offered = await requireOffer(work, offerId)
  const { offer, db } = offered
  requireState(offer, ['offered'], 'offer')
  const after = await db.collection(migrationOffers).update(offer, { state: 'declined' }, 'offer')
  const told = work.asPlatform()
  told.recordIn(offer.orgId, {
    resourceType: 'member',
    resourceId: offer.id,
    summary: 'An offer to move in was declined',
  })
  told.emitIn(offer.orgId, 'migration.declined', offer.id, { id: offer.id })
  return viewOf(work, { ...offered, offer: after })
}

export const closed = (sentence: string): CastellanError =>
  new CastellanError('WRONG_STATE', sentence, { state: 'closed', allowed: ['offered'] })
