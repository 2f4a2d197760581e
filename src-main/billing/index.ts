/**
 * What the organization's people use and what it costs. The rule it keeps: what was used is written down once,
 * however often it is told.
 */
export { recordUsage } from './usage.ts'
