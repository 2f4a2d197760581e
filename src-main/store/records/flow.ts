import { z } from 'zod'
import { collection } from '../spec.ts'
import { base } from './shared.ts'

const leaseSchema = z.object({
  ...base,
  name: z.string(),
  /** Who has it; empty where it was given back. */
  holder: z.string(),
  /** For how long a renewal is good, in milliseconds. */
  ttlMs: z.number().int(),
  /** By the holder's clock, to be shown; who takes over goes by renewals that did not come. */
  until: z.string(),
  /** Events published per second, as the holder last counted. */
  perSecond: z.number(),
})
export type LeaseRecord = z.infer<typeof leaseSchema>
/** Who of several processes does what only one may do. Lives in the tenant of the identities. */
export const leases = collection<LeaseRecord>({
  name: 'leases',
  schema: leaseSchema,
  fields: { name: 'string' },
  indexes: [{ fields: ['name'], unique: true }],
  searchable: [],
})

const runSchema = z.object({
  ...base,
  name: z.string(),
  /** When the last run began that came to its end. */
  ranAt: z.string(),
  /** How many it did. */
  count: z.number().int(),
  /** How often in a row it has failed since; 0 where it did not. */
  failures: z.number().int(),
})
export type ScheduleRunRecord = z.infer<typeof runSchema>
/** When each schedule ran last, so that what was missed is made up. Lives in the tenant of the identities. */
export const scheduleRuns = collection<ScheduleRunRecord>({
  name: 'scheduleRuns',
  schema: runSchema,
  fields: { name: 'string' },
  indexes: [{ fields: ['name'], unique: true }],
  searchable: [],
})

const inboxSchema = z.object({ ...base, eventId: z.string(), type: z.string() })
export type InboxRecord = z.infer<typeof inboxSchema>
/** Events that had their effect here, written in its transaction: one that comes again has none. */
export const inbox = collection<InboxRecord>({
  name: 'inbox',
  schema: inboxSchema,
  fields: { eventId: 'string' },
  // The sweep reads the old ones of all tenants in one go.
  indexes: [
    { fields: ['eventId'], unique: true },
    { fields: ['createdAt'], across: true },
  ],
  searchable: [],
})

const usageSchema = z.object({
  ...base,
  usageId: z.string(),
  userId: z.string(),
  teamId: z.string().nullable(),
  model: z.string(),
  /** Whole units as the rate card counts them. */
  units: z.number().int(),
  occurredAt: z.string(),
})
export type UsageRecord = z.infer<typeof usageSchema>
/** What services of the platform told of use, each once however often it was told. */
export const usageRecords = collection<UsageRecord>({
  name: 'usageRecords',
  schema: usageSchema,
  fields: {
    usageId: 'string',
    userId: 'string',
    teamId: 'string',
    model: 'string',
    units: 'number',
    occurredAt: 'string',
  },
  indexes: [{ fields: ['usageId'], unique: true }, { fields: ['occurredAt'] }],
  searchable: [],
})
