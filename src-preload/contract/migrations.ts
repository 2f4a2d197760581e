/**
 * Moving in: somebody who was there before their organization proved the domain of their address. They are offered
 * to become a member and to bring what they choose; it is never done for them, and can be taken back for seven days.
 */
import { z } from 'zod'
import { own, ownWrite, read, write } from './procedure.ts'
import { id, instant, nextInput } from './shared.ts'
import { arrival, leftThere, movedItem, obstacle, transferItem } from './transfers.ts'

/** Days within which the person can take a migration back. */
export const UNDO_DAYS = 7

/** A domain at which people may be asked to move in, and what came of it so far. */
export const migrationCandidates = z.object({
  claimId: id,
  domain: z.string(),
  unicode: z.string(),
  offered: z.number().int(),
  accepted: z.number().int(),
  declined: z.number().int(),
})
export type MigrationCandidates = z.infer<typeof migrationCandidates>

export const migrationOffer = z.object({
  id,
  state: z.enum(['offered', 'accepted', 'declined', 'undone']),
  orgId: id,
  orgName: z.string(),
  color: z.string(),
  domain: z.string(),
  /** What a member who moves in may do there, by the names of the roles. */
  roles: z.array(z.string()),
  offeredAt: instant,
  acceptedAt: instant.nullable(),
  /** Until when it can be taken back; null: not at all, or not any more. */
  undoUntil: instant.nullable(),
  moved: z.number().int(),
  /** What did not come back when it was taken back. */
  left: z.array(leftThere),
  /** Why it cannot be accepted now; empty: it can. */
  closed: z.string(),
})
export type MigrationOffer = z.infer<typeof migrationOffer>

const choice = {
  offerId: id,
  items: z.array(transferItem).max(200).default([]),
  visibility: arrival.default('private'),
}

export const migrationPreview = z.object({
  items: z.array(movedItem),
  /** What stays in the personal space. */
  stays: z.number().int(),
  obstacles: z.array(obstacle),
  /** From then on the organization pays for the person's use in it. */
  paidFrom: instant,
  undoUntil: instant,
})
export type MigrationPreview = z.infer<typeof migrationPreview>

export const undoPreview = z.object({
  /** As it is by now, with what the person changed. */
  back: z.array(z.object({ ...transferItem.shape, name: z.string() })),
  /** What somebody else changed or deleted there stays. */
  left: z.array(leftThere),
  undoUntil: instant,
})
export type UndoPreview = z.infer<typeof undoPreview>

const someAccounts = z.object({ claimId: id, ...nextInput })
/** Accounts that were looked at, and where the next look begins; null: that was all of them. */
const looked = { looked: z.number().int(), next: z.string().nullable() }
const anAdmin = { type: 'member', operation: 'create' } as const
const theirs = 'is about an offer to the person who asks, and their own resources'

export const migrations = {
  /** For every domain that enrolls. */
  candidates: read(anAdmin).output(z.array(migrationCandidates)),
  /** How many of the next accounts of a domain are no members and were not asked yet; never who. */
  people: read(anAdmin)
    .input(someAccounts)
    .output(z.object({ people: z.number().int(), ...looked })),
  /** Offers it to those of the next accounts of a domain. */
  offer: write(anAdmin, 'migration.offered')
    .input(someAccounts)
    .output(z.object({ offered: z.number().int(), ...looked })),
  mine: own(theirs).output(z.array(migrationOffer)),
  /** What is in the personal space and could come along; at most 200. */
  movable: own(theirs).output(z.object({ items: z.array(movedItem), total: z.number().int() })),
  preview: own(theirs).input(z.object(choice)).output(migrationPreview),
  /** Membership and resources in one transaction; sent again it answers alike. */
  accept: ownWrite(theirs, 'migration.accepted', 'elsewhere').input(z.object(choice)).output(migrationOffer),
  decline: ownWrite(theirs, 'migration.declined', 'elsewhere')
    .input(z.object({ offerId: id }))
    .output(migrationOffer),
  /** What taking it back would bring home, and what would stay there and why. */
  previewUndo: own(theirs)
    .input(z.object({ offerId: id }))
    .output(undoPreview),
  /** Ends the membership and takes back what nobody else changed there. */
  undo: ownWrite(theirs, 'migration.undone', 'elsewhere')
    .input(z.object({ offerId: id }))
    .output(z.object({ back: z.number().int(), left: z.array(leftThere) })),
}
