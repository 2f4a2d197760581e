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
  state: z.enum(['pending', 'published']),
  publishedAt: z.string().nullable(),
})
export type OutboxRecord = z.infer<typeof schema>

/**
 * Events that wait to be published, written in the transaction of their change. A record's id is the
 * event's; it ascends per organization, so the order of the ids is the order of the changes.
 */
export const outbox = collection<OutboxRecord>({
  name: 'outbox',
  schema,
  fields: { state: 'string', publishedAt: 'string', type: 'string' },
  // The relay reads what waits of all tenants in one go; what was published leaves both, and the sweep goes by id.
  indexes: [
    { fields: ['state'], where: ['state', 'pending'], across: true },
    { fields: ['state'], where: ['state', 'pending'] },
    { fields: ['id'], across: true },
  ],
  searchable: [],
})
