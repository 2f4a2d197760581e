/** The transactional outbox: an event is a record written in the transaction of its change. */
import { EVENT_TYPES, routingKey } from '../../src-preload/contract/event-types/index.ts'
import type { Draft, ScopedStore } from '../store/index.ts'
import { type AuditRecord, type OutboxRecord, outbox } from '../store/records/index.ts'
import { type Emitted, envelope } from './envelope.ts'

/** Writes the events of one tenant. Each points at the trail's record of the same change, the last one about its subject. */
export async function writeOutbox(
  db: ScopedStore,
  events: readonly {
    readonly id: string
    readonly sequence: number
    readonly emitted: Emitted
    readonly actorId: string
  }[],
  by: { readonly orgId: string; readonly time: string; readonly simulated?: boolean },
  records: readonly AuditRecord[],
): Promise<void> {
  if (events.length === 0) return
  const auditOf = (subject: string): string | undefined =>
    (records.findLast((r) => r.resourceId === subject) ?? records.at(-1))?.id
  const drafts = events.map(({ id, sequence, emitted, actorId }): Draft<OutboxRecord> => {
    const auditId = auditOf(emitted.subject)
    return {
      exchange: EVENT_TYPES[emitted.type].exchange,
      routingKey: routingKey(emitted.type, by.orgId),
      type: emitted.type,
      body: JSON.stringify(envelope(emitted, { id, auditId, actorId, ...by })),
      sequence,
    }
  })
  let next = 0
  await db
    .collection(outbox)
    .insertMany(drafts, (record) => ({ ...record, id: events[next++]?.id ?? record.id }))
}
