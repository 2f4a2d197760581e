import { z } from 'zod'
import { organizationState } from '../../../src-preload/contract/session.ts'
import { collection } from '../spec.ts'
import { base } from './shared.ts'

const headSchema = z.object({
  ...base,
  /** Sequence and hash of the newest audit record. */
  sequence: z.number().int(),
  hash: z.string(),
  /** Grows with every change of what access is decided from. */
  accessEpoch: z.number().int(),
  /** Id of the newest event; the next one comes after it. */
  lastEventId: z.string(),
  /** How many events there were so far: the newest one's place among them. Absent in a head from before they were numbered. */
  eventSequence: z.number().int().optional(),
  /** Memberships there are, kept in the transaction that makes or ends one; absent until the first that did. */
  members: z.number().int().optional(),
  /**
   * What a sign-up has to know of the organization, kept likewise: its state, its limit of seats, and how many
   * invitations are open. Absent in a head from before it was kept.
   */
  standing: z
    .object({ state: organizationState, seats: z.number().int().nullable(), invited: z.number().int() })
    .optional(),
  /** Collections that the latest transaction wrote. */
  touched: z.array(z.string()),
})
export type HeadRecord = z.infer<typeof headSchema>
/**
 * One record per tenant, with the tenant's id as its id. Every transaction that changes a tenant writes
 * it: it holds the end of the audit chain, tells other processes what changed, and – because two
 * transactions cannot both write it – puts all changes of a tenant in one order.
 */
export const heads = collection<HeadRecord>({
  name: 'heads',
  schema: headSchema,
  fields: { sequence: 'number', accessEpoch: 'number', lastEventId: 'string', eventSequence: 'number' },
  // The relay asks all tenants who has an event of the last minutes.
  indexes: [{ fields: ['lastEventId'], across: true }],
  searchable: [],
})

const json: z.ZodType<unknown> = z.unknown()
const auditSchema = z.object({
  ...base,
  sequence: z.number().int(),
  time: z.string(),
  /** OCSF 1.8 class and activity of the action. */
  classUid: z.number().int(),
  activityId: z.number().int(),
  actor: z.object({
    userId: z.string(),
    email: z.string(),
    name: z.string(),
    sessionId: z.string(),
    orgId: z.string(),
    onBehalfOf: z.object({ userId: z.string(), email: z.string(), name: z.string() }).optional(),
  }),
  actorId: z.string(),
  actorName: z.string(),
  action: z.string(),
  resourceType: z.string(),
  resourceId: z.string().nullable(),
  summary: z.string(),
  outcome: z.enum(['allowed', 'refused']),
  /** Typed by the actor. */
  reason: z.string().nullable(),
  /** Why access allowed or refused it. */
  because: z.string(),
  origin: z.object({ host: z.string(), app: z.string() }),
  before: json,
  after: json,
  previousHash: z.string(),
  hash: z.string(),
})
export type AuditRecord = z.infer<typeof auditSchema>
export const auditRecords = collection<AuditRecord>({
  name: 'auditRecords',
  schema: auditSchema,
  fields: {
    sequence: 'number',
    time: 'string',
    actorId: 'string',
    actorName: 'string',
    action: 'string',
    resourceType: 'string',
    resourceId: 'string',
    outcome: 'string',
  },
  indexes: [{ fields: ['sequence'], unique: true }, { fields: ['resourceId'] }, { fields: ['actorId'] }],
  searchable: ['summary', 'action', 'actorName'],
})
