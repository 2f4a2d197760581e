/** Appends records to a tenant's chain and moves its head, in the transaction of what they tell of. */

import type { Draft, ScopedStore } from '../store/index.ts'
import { type AuditRecord, auditRecords, type HeadRecord, heads } from '../store/records/index.ts'
import { hashOf } from './chain.ts'
import { ocsfOf } from './ocsf.ts'
import { difference } from './redact.ts'

/** A person as the trail names them. */
export interface Behalf {
  readonly userId: string
  readonly email: string
  readonly name: string
}
export interface Actor extends Behalf {
  readonly sessionId: string
  /** The organization from whose context the actor acted. */
  readonly orgId: string
  /** Whoever asked for what the actor carried out. */
  readonly onBehalfOf?: Behalf
}
export interface Origin {
  readonly host: string
  readonly app: string
}
/** What a service says of its action. `before` and `after` are whole records; the trail keeps the difference. */
export interface Entry {
  readonly action: string
  readonly resourceType: string
  readonly resourceId: string | null
  /** One sentence for the list: names, not ids. */
  readonly summary: string
  readonly outcome?: 'allowed' | 'refused'
  readonly reason?: string | null
  readonly because: string
  readonly actor: Actor
  readonly before?: object
  readonly after?: object
}

/** What else the tenant's head takes on: collections written, whether access is decided from them, the newest event. */
export interface HeadChange {
  readonly collections: readonly string[]
  readonly access: boolean
  readonly lastEventId: string
  /** The newest event's place among all of the tenant's. */
  readonly eventSequence: number
  /** How many memberships there are; absent where nobody counted. */
  readonly members?: number
  /** How the organization stands by now; absent where nothing of it changed. */
  readonly standing?: HeadRecord['standing']
}

/**
 * Writes the entries and the head; answers the sealed records and the head after it. `changed.access` makes every compiled context of the tenant stale.
 * The hash covers the store's own fields too (id, times), so each record is sealed as it is made.
 */
export async function appendToTrail(
  db: ScopedStore,
  head: HeadRecord,
  entries: readonly Entry[],
  by: { readonly origin: Origin; readonly now: Date },
  changed: HeadChange,
): Promise<{ readonly records: AuditRecord[]; readonly head: HeadRecord }> {
  const time = by.now.toISOString()
  const drafts = entries.map(
    (entry, i): Draft<AuditRecord> => ({
      ...ocsfOf(entry.action),
      sequence: head.sequence + 1 + i,
      time,
      actor: entry.actor,
      actorId: entry.actor.userId,
      actorName: entry.actor.name,
      action: entry.action,
      resourceType: entry.resourceType,
      resourceId: entry.resourceId,
      summary: entry.summary,
      outcome: entry.outcome ?? 'allowed',
      reason: entry.reason ?? null,
      because: entry.because,
      origin: by.origin,
      ...difference(entry.before, entry.after),
      previousHash: '',
      hash: '',
    }),
  )
  const records = await db.collection(auditRecords).insertMany(drafts, (record, previous) => {
    const linked = { ...record, previousHash: previous?.hash ?? head.hash }
    return { ...linked, hash: hashOf(linked) }
  })
  const after = await db.collection(heads).update(head, {
    sequence: head.sequence + records.length,
    hash: records.at(-1)?.hash ?? head.hash,
    accessEpoch: head.accessEpoch + (changed.access ? 1 : 0),
    lastEventId: changed.lastEventId,
    eventSequence: changed.eventSequence,
    ...(changed.members === undefined ? {} : { members: changed.members }),
    ...(changed.standing === undefined ? {} : { standing: changed.standing }),
    touched: [...changed.collections],
  })
  return { records, head: after }
}
