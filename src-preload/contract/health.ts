/** What the console is connected to, and, for the operators, how the parts that move events run. */
import { z } from 'zod'
import { flowStanding } from './event-flow.ts'
import { open, read } from './procedure.ts'
import { instant } from './shared.ts'

export const connection = z.object({
  state: z.enum(['up', 'down', 'none']),
  /** Product and version, such as `MongoDB 8.0.4`. */
  server: z.string(),
  milliseconds: z.number().nullable(),
})
/** `blocked`: it takes nothing for now (memory or disk alarm); `none`: the console carries its events itself. */
export const brokerConnection = connection.extend({
  state: z.enum(['up', 'down', 'blocked', 'none']),
  /** Why it is not up, in the server's or the system's words; plain text. */
  reason: z.string().optional(),
})
/** Of the whole platform: counts and times, nothing of any tenant. */
export const flowHealth = z.object({
  standing: flowStanding,
  /** Until when whoever publishes has said to be there; null where nobody has. */
  leaseUntil: instant.nullable(),
  /** Events that no queue was bound to, as far as the broker holds them; null where it cannot be asked. */
  unrouted: z.number().int().nullable(),
  /** Queues that this process is to read and does not at the moment; null where it moves no events. */
  notRead: z.array(z.string()).nullable(),
  /** Null where the broker cannot be asked. */
  deadLetters: z.array(z.object({ queue: z.string(), messages: z.number().int() })).nullable(),
  /** What is due at times. `failures`: how often in a row it has failed. */
  schedules: z.array(
    z.object({
      name: z.string(),
      ranAt: instant.nullable(),
      count: z.number().int(),
      failures: z.number().int(),
    }),
  ),
})
export type FlowHealth = z.infer<typeof flowHealth>

export const health = {
  flow: read({ type: 'platformHealth', operation: 'read' }).output(flowHealth),
  check: open('says only which servers answer, nothing of any tenant').output(
    z.object({ database: connection, broker: brokerConnection, version: z.string() }),
  ),
}
