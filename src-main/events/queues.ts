/**
 * The console's own work queues: name, what is bound to them, after how many attempts a delivery is dead. The
 * brokers lay them out from here, the consumers read from them.
 */
import { EVENT_TYPES, type EventTypeName } from '../../src-preload/contract/event-types/index.ts'
import type { WorkQueue } from '../broker/index.ts'

/** A queue for one type of event of all organizations. */
const queueOf = (name: string, type: EventTypeName): WorkQueue => ({
  name: `castellan.console.${name}`,
  bindings: [{ exchange: EVENT_TYPES[type].exchange, pattern: `${type}.*` }],
  attempts: 5,
})

export const QUEUES = {
  signups: queueOf('signups', 'user.signedup'),
  usage: queueOf('usage', 'usage.recorded'),
  decisions: queueOf('decisions', 'decision.made'),
} as const satisfies { readonly [name: string]: WorkQueue }

export const WORK_QUEUES: readonly WorkQueue[] = Object.values(QUEUES)
