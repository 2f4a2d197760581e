/**
 * What moves events: the relay from the outbox to the broker, the console's own consumers, and what is due at times.
 * The rule it keeps: one process of a workspace publishes at a time, and an event has its effect once.
 */
export type { Effect, Effects, Received, Transaction } from './consumer.ts'
export { FLOW_LEASE, Flow, type FlowFigures, type FlowParts } from './flow.ts'
export { hoursOf } from './hours.ts'
export type { Schedule, ScheduleFigures } from './schedule.ts'
export { type FlowHere, standingOf, standingOfAll } from './standing.ts'
export { sweep } from './sweep.ts'
