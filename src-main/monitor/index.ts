/**
 * The event flow as people watch it: live monitors, saved filters, dead letters. The rule it keeps: an
 * organization's people see and touch its own events alone, by the broker's binding and checked once more here;
 * and a monitor never slows down what it watches.
 */
export { DeadLetterDesk } from './dead-letters.ts'
export { Monitor } from './monitor.ts'
export { Redrives } from './redrive.ts'
export { deleteFilter, listFilters, saveFilter } from './saved-filters.ts'
