/** Moving in: the membership that the domain gives, and the resources that the person chose, in one transaction. */
import { DAY_MS } from '../../../src-preload/contract/durations.ts'
import { CastellanError, notFound } from '../../../src-preload/contract/errors.ts'
import {
  type MigrationOffer,
  type MigrationPreview,
  UNDO_DAYS,
} from '../../../src-preload/contract/migrations.ts'
import type { MovedItem, TransferItem, TransferPlan } from '../../../src-preload/contract/transfers.ts'
import { decide, forbidden, matrixOfRoles } from '../../access/index.ts'
import { joinByClaim, spendInvitation } from '../../enrollment/index.ts'
import { amountsOf, readable } from '../../resources/index.ts'
import { migrationOffers, type ResourceRecord, resources } from '../../store/records/index.ts'
import { noRoomIn, requireRoom, rolesOf, shortagesOf, tellJoined } from '../../tenancy/index.ts'
import type { Work } from '../../work/index.ts'
import { creatorsAt, leftBehindOf, move } from '../carry-out.ts'
import { type End, endOf, partIn, requireCreate } from '../ends.ts'
import { kindsOf, recordsOf, sharesOf } from '../plan.ts'
import { closed, closedBecause, type Offered, requireOffer, requirePerson, viewOf } from './offers.ts'

const MOST = 200

export interface Choice {
  readonly offerId: string
  readonly items: readonly TransferItem[]
  readonly visibility: TransferPlan['visibility']
}

/** The person's own personal space. Throws `NOT_FOUND` for somebody who has none yet. */
async function spaceOf(work: Work): Promise<End> {
  const { userId } = work.actor
  for (const { orgId } of await work.across.membershipsOf(userId)) {
    const end = await endOf(work.across, userId, orgId)
    if (end?.organization.kind === 'personal' && end.organization.ownerId === userId) return end
  }
  throw notFound('organization')
}

/** What is to move, which the person may read and transfer at home; each once. */
async function chosen(space: End, items: readonly TransferItem[]): Promise<ResourceRecord[]> {
  const facts = await readable(space.access, space.db, items)
  for (const { kind, id } of items)
    if (!decide(space.access, kind, id, 'transfer', facts.get(id)))
      throw forbidden(space.access, kind, 'transfer')
  return items.length === 0
    ? []
    : recordsOf(
        space.db,
        items.map((i) => i.id),
      )
}

const shown = (r: ResourceRecord, shares: number): MovedItem => ({
  kind: r.kind,
  id: r.id,
  name: r.name,
  visibility: r.visibility,
  sizeBytes: r.sizeBytes,
  teams: r.teamIds.length,
  counted: (r.countsTo ?? null) !== null,
  shares,
})

export async function movable(work: Work): Promise<{ items: MovedItem[]; total: number }> {
  const { db } = await spaceOf(work)
  const list = db.collection(resources)
  const page = await list.list({ sort: { field: 'name', direction: 'asc' }, limit: MOST })
  return { items: page.items.map((r) => shown(r, 0)), total: await list.count() }
}

/** What would happen; changes nothing. */
export async function previewMigration(work: Work, choice: Choice): Promise<MigrationPreview> {
  const offered = await requireOffer(work, choice.offerId)
  const space = await spaceOf(work)
  const records = await chosen(space, choice.items)
  const shares = await sharesOf(
    space.db,
    records.map((r) => r.id),
  )
  const total = await space.db.collection(resources).count()
  return {
    items: records.map((r) => shown(r, shares.filter((s) => s.resourceId === r.id).length)),
    stays: total - records.length,
    obstacles: await obstaclesOf(offered, records),
    paidFrom: work.now.toISOString(),
    undoUntil: new Date(work.now.getTime() + UNDO_DAYS * DAY_MS).toISOString(),
  }
}

/** Full pools are named, without figures: whoever looks is no member yet. */
async function obstaclesOf(
  { organization, db, given }: Offered,
  records: readonly ResourceRecord[],
): Promise<MigrationPreview['obstacles']> {
  const found: MigrationPreview['obstacles'] = []
  const custom = (await rolesOf(db, false)).filter((r) => !r.builtIn)
  const gives = matrixOfRoles('organization', custom, given?.roleIds ?? [])
  for (const kind of kindsOf(records))
    if (!gives[kind]?.includes('create'))
      found.push({
        code: 'FORBIDDEN',
        message: `${organization.name}: what you are given there does not allow to bring a ${kind}.`,
        pool: null,
      })
  const arriving = [{ countsTo: null, amounts: { ...amountsOf(records), seats: 1 } }]
  for (const { pool } of await shortagesOf(db, organization, arriving))
    found.push({ code: 'LIMIT_REACHED', message: noRoomIn(organization.name, pool), pool })
  return found
}

/**
 * Makes the membership and moves what was chosen. Throws `WRONG_STATE` where the offer no longer stands or was
 * accepted with another choice, `LIMIT_REACHED` with the pool, `FORBIDDEN` where the role there brings nothing in.
 */
export async function acceptOffer(work: Work, choice: Choice): Promise<MigrationOffer> {
  const offered = await requireOffer(work, choice.offerId)
  const { offer, organization, db, claim, given } = offered
  if (offer.state === 'accepted') return sameAgain(work, offered, choice)
  const sentence = closedBecause(offered)
  if (sentence || !claim || !given) throw closed(sentence)
  const user = await requirePerson(work, offered)
  if (offered.isMember)
    throw new CastellanError('CONFLICT', 'You are a member of this organization already.', { field: 'email' })
  const space = await spaceOf(work)
  const records = await chosen(space, choice.items)
  await requireRoom(work, { id: organization.id, db }, { ...amountsOf(records), seats: 1 })

  const member = await joinByClaim(work, claim, user, { given, name: user.name, source: 'migrated' })
  await spendInvitation(work.asPlatform(), given, member)
  const there = await endOf(work.across, user.id, organization.id)
  if (!there) throw notFound('organization')
  const arriving = partIn(
    work,
    there,
    'migration.accepted',
    `an offer to who has an address of ${claim.domain}`,
  )
  arriving.recordIn(organization.id, {
    resourceType: 'member',
    resourceId: member.id,
    summary: `${member.name} moved in with ${records.length} resources`,
    after: member,
  })
  tellJoined(arriving, member)
  const items = await bring(work, space, there, records, choice, offer.id)
  const after = await db.collection(migrationOffers).update(
    offer,
    {
      state: 'accepted',
      claimId: claim.id,
      accepted: { memberId: member.id, at: work.now.toISOString(), spaceId: space.organization.id, items },
    },
    'offer',
  )
  arriving.emitIn(organization.id, 'migration.accepted', offer.id, {
    id: offer.id,
    userId: user.id,
    resources: records.length,
  })
  return viewOf(work, { ...offered, offer: after })
}

async function bring(
  work: Work,
  space: End,
  there: End,
  records: readonly ResourceRecord[],
  { visibility }: Choice,
  transferId: string,
) {
  if (records.length === 0) return []
  const because = requireCreate(there, kindsOf(records))
  const shares = await sharesOf(
    space.db,
    records.map((r) => r.id),
  )
  const creators = await creatorsAt(there, records)
  const leaving = partIn(work, space, 'resource.transferred', 'the own personal space')
  const arriving = partIn(work, there, 'resource.received', because)
  const moved = await move(
    { end: space, work: leaving },
    { end: there, work: arriving },
    records,
    (r) => ({ visibility, teamIds: [], countsTo: null, ...creators(r) }),
    transferId,
  )
  return leftBehindOf(records, moved, shares)
}

/** Sent again it changes nothing; with another choice it is too late for one. */
function sameAgain(work: Work, offered: Offered, choice: Choice): Promise<MigrationOffer> {
  if (!offered.isMember)
    throw new CastellanError(
      'WRONG_STATE',
      'Your membership there has ended. Take back what you brought along, then accept again.',
      { state: 'accepted', allowed: ['offered', 'declined', 'undone'] },
    )
  const ids = (list: readonly { readonly id: string }[]): string =>
    [...new Set(list.map((i) => i.id))].sort().join()
  if (ids(choice.items) !== ids(offered.offer.accepted?.items ?? []))
    throw new CastellanError(
      'WRONG_STATE',
      'You moved in already, with another choice. Transfer the rest instead.',
      {
        state: 'accepted',
        allowed: ['offered', 'declined', 'undone'],
      },
    )
  return viewOf(work, offered)
}
