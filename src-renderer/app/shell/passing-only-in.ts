import type { FlowStanding } from '../../../src-preload/contract/event-flow.ts'
import type { CurrentSession } from '../../../src-preload/contract/session.ts'

/**
 * A connected workspace without a broker has several consoles, and its events pass in the one that publishes: which
 * one that is, as seen from here. Null where there is a broker, or where this console is the only one.
 */
export const passingOnlyIn = (
  kind: CurrentSession['workspace']['kind'],
  broker: FlowStanding['broker']['state'] | undefined,
  relay: FlowStanding['relay'] | undefined,
): FlowStanding['relay'] | null =>
  kind === 'connected' && broker === 'none' && relay !== undefined ? relay : null
