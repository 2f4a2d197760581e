/**
 * The unit of work that services are handed: scoped store, actor, time, and the trail. The rule it
 * keeps: a change and what the trail says of it are committed together or not at all.
 */

export type { Standing } from '../store/across/index.ts'
export { platformUnit } from './platform-unit.ts'
export type { UnitOfWork as Work } from './unit-of-work.ts'
export { type Caller, type Effect, type Transaction, UnitOfWork } from './unit-of-work.ts'
