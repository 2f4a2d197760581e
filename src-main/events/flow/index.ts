/**
 * What moves events: the relay from the outbox to the broker, the console's own consumers, and what is due at times.
 * The rule it keeps: one process of a workspace publishes at a time, and an event has its effect once.
 */
export type { Effect, Effects, Received } from './consumer.ts'
export { Flow, type FlowFigures, type FlowParts } from './flow.ts'
export { flowHealthOf, notReadBy, ofBroker } from './health.ts'
export { hoursOf } from './hours.ts'
export type { Schedule } from './schedule.ts'
export { type FlowHere, standingOf, standingOfAll } from './standing.ts'
export { sweep } from './sweep.ts'
