/** Taking a migration back within its days: the membership ends, and what is still as it moved goes home. */
import { CastellanError, notFound } from '../../../src-preload/contract/errors.ts'
import { UNDO_DAYS, type UndoPreview } from '../../../src-preload/contract/migrations.ts'
import { undoEnd } from '../../enrollment/index.ts'
import { all, eq, isIn, not, range, type ScopedStore } from '../../store/index.ts'
import { auditRecords, type LeftBehind, members, migrationOffers } from '../../store/records/index.ts'
import { contextOf, endMembership, requireState } from '../../tenancy/index.ts'
import type { Work } from '../../work/index.ts'
import { move } from '../carry-out.ts'
import { type End, endOf, partIn } from '../ends.ts'
import { asItWas, type LeftThere, type Returning, requireRoomBack, returningOf, shareAgain } from '../undo.ts'
import { type Offered, requireOffer } from './offers.ts'

/** A migration that can be taken back, and what of it would come back. */
interface Undoing {
  readonly offered: Offered
  readonly home: End
  readonly items: readonly LeftBehind[]
  readonly returning: Returning
}

/** Throws `WRONG_STATE`, and `EXPIRED` once its days are over. */
async function undoingOf(work: Work, offerId: string): Promise<Undoing> {
  const offered = await requireOffer(work, offerId)
  const { offer, organization, db } = offered
  requireState(offer, ['accepted'], 'offer')
  requireState(organization, ['active', 'closing'], 'organization')
  if (undoEnd(offer) < work.now)
    throw new CastellanError(
      'EXPIRED',
      `A migration can be taken back for ${UNDO_DAYS} days. Transfer the resources back instead.`,
      {},
    )
  const { items = [], spaceId = '', at = '' } = offer.accepted ?? {}
  const home = await endOf(work.across, offer.userId, spaceId)
  if (!home) throw notFound('organization')
  const others = await touchedByOthers(db, items, at, offer.userId)
  const returning = await returningOf(
    items,
    { db },
    () => true,
    (item, record) => record.version === item.version || !others.has(item.id),
  )
  return { offered, home, items, returning }
}

/** Of these things, which somebody else than the person changed since, by the organization's own trail. */
async function touchedByOthers(
  db: ScopedStore,
  items: readonly LeftBehind[],
  since: string,
  userId: string,
): Promise<ReadonlySet<string>> {
  if (items.length === 0) return new Set()
  const about = isIn(
    'resourceId',
    items.map((i) => i.id),
  )
  const byOthers = all(
    about,
    eq('outcome', 'allowed'),
    not(eq('actorId', userId)),
    range('time', { from: since }),
  )
  const ids = new Set<string>()
  for await (const record of db.collection(auditRecords).each(byOthers)) ids.add(record.resourceId ?? '')
  return ids
}

/** What would come back, and what would stay and why; changes nothing. */
export async function previewUndo(work: Work, offerId: string): Promise<UndoPreview> {
  const { offered, returning } = await undoingOf(work, offerId)
  const back = returning.records.map(({ kind, id, name }) => ({ kind, id, name }))
  return { back, left: [...returning.left], undoUntil: undoEnd(offered.offer).toISOString() }
}

/**
 * The person's own right, whatever their role there has become; also after somebody ended the membership. What they
 * changed themselves comes along as it is. Throws `WRONG_STATE`, `EXPIRED`, and `LAST_ADMIN` where they are by now
 * the only admin there.
 */
export async function undoMigration(
  work: Work,
  offerId: string,
): Promise<{ back: number; left: LeftThere[] }> {
  const { offered, home, items, returning } = await undoingOf(work, offerId)
  const { offer, organization, db } = offered
  const told = await partThere(work, offered)
  await bringHome(work, told, offered, home, items, returning)
  // Whoever was removed meanwhile and came back another way did not come by this.
  const member = await db.collection(members).get(offer.accepted?.memberId ?? '')
  if (member) await endMembership(told, member, 'undone')
  await db.collection(migrationOffers).update(offer, { state: 'undone', left: [...returning.left] }, 'offer')
  const back = returning.records.length
  told.recordIn(organization.id, {
    resourceType: 'member',
    resourceId: offer.accepted?.memberId ?? null,
    summary: `A migration was taken back with ${back} of ${items.length} resources`,
  })
  told.emitIn(organization.id, 'migration.undone', offer.id, {
    id: offer.id,
    userId: offer.userId,
    resources: back,
  })
  return { back, left: [...returning.left] }
}

/** In the person's name while they are a member there; whoever is none any more is not named. */
async function partThere(work: Work, { offer, organization, db }: Offered): Promise<Work> {
  const access = await contextOf(work.across, organization.id, offer.userId)
  const because = 'taken back by who moved in'
  return access ? partIn(work, { access, organization, db }, 'migration.undone', because) : work.asPlatform()
}

async function bringHome(
  work: Work,
  there: Work,
  { offer, organization }: Offered,
  home: End,
  items: readonly LeftBehind[],
  { records }: Returning,
): Promise<void> {
  if (records.length === 0) return
  const here = partIn(work, home, 'resource.received', 'the own personal space')
  const become = await asItWas(home, items)
  await requireRoomBack(work, home, records, become)
  await move(
    { end: { organization }, work: there.as({ action: 'resource.transferred' }) },
    { end: home, work: here },
    records,
    become,
    offer.id,
  )
  await shareAgain(home, items, new Set(records.map((r) => r.id)))
}
