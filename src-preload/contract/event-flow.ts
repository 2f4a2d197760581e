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

export const eventFlow = {
  flow: read({ type: 'event', operation: 'read' }).output(flowStanding),
}
