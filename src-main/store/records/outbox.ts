import { z } from 'zod'
import { exchange } from '../../../src-preload/contract/event-types/index.ts'
import { collection } from '../spec.ts'
import { base } from './shared.ts'

const schema = z.object({
  ...base,
  exchange,
  routingKey: z.string(),
  type: z.string(),
  /** The CloudEvent as it is published, byte for byte, however often. */
  body: z.string(),
  /** Its place among the organization's events, from 1 without a gap; absent in one from before they were numbered. */
  sequence: z.number().int().optional(),
})
export type OutboxRecord = z.infer<typeof schema>

/**
 * Events, written in the transaction of their change and never changed afterwards. A record's id is the event's; it
 * ascends per organization, so the order of the ids is the order of the changes.
 */
export const outbox = collection<OutboxRecord>({
  name: 'outbox',
  schema,
  fields: { type: 'string' },
  // The sweep takes the old ones of all tenants, oldest first.
  indexes: [{ fields: ['id'], across: true }],
  searchable: [],
})

const offsetSchema = z.object({
  ...base,
  /** The last event that the broker has for good, it and all before it. */
  eventId: z.string(),
  /** That event's place among the organization's events. */
  sequence: z.number().int(),
})
export type OutboxOffsetRecord = z.infer<typeof offsetSchema>
/** How far the events of a tenant are published, with the tenant's id as its id. None before the first one is. */
export const outboxOffsets = collection<OutboxOffsetRecord>({
  name: 'outboxOffsets',
  schema: offsetSchema,
  fields: { eventId: 'string', sequence: 'number' },
  indexes: [],
  searchable: [],
})
