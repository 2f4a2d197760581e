/**
 * The unit of work that services are handed: scoped store, actor, time, and the trail. The rule it
 * keeps: a change and what the trail says of it are committed together or not at all.
 */

export { type PlatformCause, platformUnit } from './platform-unit.ts'
export type { UnitOfWork as Work } from './unit-of-work.ts'
export { type Caller, type Effect, type Told, UnitOfWork } from './unit-of-work.ts'
