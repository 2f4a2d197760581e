/** The trail of the organization of the session's context: what was done or refused, and whether its chain holds. */
import { z } from 'zod'
import { read } from './procedure.ts'
import { id, instant } from './shared.ts'

/** What the trail shows of one action. */
export const activity = z.object({
  id,
  sequence: z.number().int(),
  time: instant,
  actor: z.string(),
  /** Who had asked for what the actor approved; null: it was the actor's own doing. */
  onBehalfOf: z.string().nullable(),
  action: z.string(),
  resourceType: z.string(),
  resourceId: z.string().nullable(),
  summary: z.string(),
  outcome: z.enum(['allowed', 'refused']),
  reason: z.string().nullable(),
})
export type Activity = z.infer<typeof activity>

/** A record of the trail with what it knows of the change; `before` and `after` hold only what differs. */
export const auditRecord = activity.extend({
  actorId: z.string(),
  because: z.string(),
  origin: z.object({ host: z.string(), app: z.string() }),
  before: z.unknown(),
  after: z.unknown(),
  hash: z.string(),
})
export type AuditEntry = z.infer<typeof auditRecord>

export const audit = {
  recent: read({ type: 'audit', operation: 'read' })
    .input(
      z.object({
        limit: z.number().int().min(1).max(100).default(20),
        outcome: z.enum(['allowed', 'refused']).optional(),
        /** Only actions that ask for a reason. */
        sensitive: z.boolean().default(false),
      }),
    )
    .output(z.array(activity)),
  get: read({ type: 'audit', operation: 'read' }).input(z.object({ id })).output(auditRecord),
  /** Recomputes the organization's whole chain from the first record. */
  verify: read({ type: 'audit', operation: 'read' }).output(
    z.object({
      records: z.number().int(),
      intact: z.boolean(),
      brokenAt: z.number().int().nullable(),
      head: z.string(),
    }),
  ),
}
