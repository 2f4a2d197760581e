/** Taking a migration back within its days: the membership ends, and what is still as it moved goes home. */
import { CastellanError, notFound } from '../../../src-preload/contract/errors.ts'
import { UNDO_DAYS } from '../../../src-preload/contract/migrations.ts'
import { undoEnd } from '../../enrollment/index.ts'
import { eq } from '../../store/index.ts'
import { type LeftBehind, members, migrationOffers } from '../../store/records/index.ts'
import { contextOf, endMembership, requireRoom, requireState } from '../../tenancy/index.ts'
import type { Work } from '../../work/index.ts'
import { move } from '../carry-out.ts'
import { type End, endOf, partIn } from '../ends.ts'
import { amountsOf } from '../plan.ts'
import { asItWas, type LeftThere, type Returning, returningOf, shareAgain } from '../undo.ts'
import { type Offered, requireOffer } from './offers.ts'

/**
 * The person's own right, whatever their role there has become; also after somebody ended the membership. Throws
 * `WRONG_STATE`, `EXPIRED`, and `LAST_ADMIN` where they are by now the only admin there.
 */
export async function undoMigration(
  work: Work,
  offerId: string,
): Promise<{ back: number; left: LeftThere[] }> {
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
  const { items = [], spaceId = '' } = offer.accepted ?? {}
  const home = await endOf(work.across, offer.userId, spaceId)
  if (!home) throw notFound('organization')
  const told = await partThere(work, offered)
  const returning = await returningOf(items, { db }, () => true)
  await requireRoom(home.db, home.organization.id, amountsOf(returning.records))
  await bringHome(work, told, offered, home, items, returning)
  const member = await db.collection(members).first(eq('userId', offer.userId))
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
  await move(
    { end: { organization }, work: there.as({ action: 'resource.transferred' }) },
    { end: home, work: here },
    records,
    become,
    offer.id,
  )
  await shareAgain(home, items, new Set(records.map((r) => r.id)))
}
