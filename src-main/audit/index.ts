/**
 * The trail: what happened, who did it, why, and a chain that shows whether anything was changed since.
 * The rule it keeps: a record is written in the transaction of its action, and never touched again.
 */
export { type Actor, appendToTrail, type Behalf, type Entry, type Origin } from './append.ts'
export { hashOf, verifyChain } from './chain.ts'
export { getRecord, recentRecords, verifyTrail } from './reading.ts'
