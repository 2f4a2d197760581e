/** How the events of an organization travel: what waits, how fast it goes, and who publishes. */
import { z } from 'zod'
import { read } from './procedure.ts'
import { instant } from './shared.ts'

export const flowStanding = z.object({
  /** Events that wait to be published: the organization's own; for operators those of all organizations. */
  pending: z.number().int(),
  /** When the one that waits longest was written; null where nothing waits. */
  oldestAt: instant.nullable(),
  /** Published per second of late. Null where another process publishes, whose figures only operators are told. */
  perSecond: z.number().nullable(),
  /** Which process publishes: this one, another one of the workspace, or none. */
  relay: z.enum(['here', 'elsewhere', 'nowhere']),
  broker: z.object({
    /** `none`: this process opened no broker. */
    state: z.enum(['up', 'down', 'blocked', 'none']),
    server: z.string(),
    reason: z.string(),
  }),
})
export type FlowStanding = z.infer<typeof flowStanding>

/** Events of the organization in one hour, whether or not they are published yet. */
export const eventHour = z.object({ from: instant, count: z.number().int() })
export type EventHour = z.infer<typeof eventHour>

export const eventFlow = {
  /** Of the organization's own events, also in the operators' context: the last twelve hours up to now, oldest first. */
  hours: read({ type: 'event', operation: 'read' }).output(z.array(eventHour)),
  flow: read({ type: 'event', operation: 'read' }).output(flowStanding),
}
