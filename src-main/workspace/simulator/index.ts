/**
 * "A busy Tuesday": makes the local sample workspace alive by what the platform's other services would publish.
 * The rule it keeps: everything it publishes says that it is simulated, and no other workspace has one.
 */
export { BusyTuesday } from './busy-tuesday.ts'
