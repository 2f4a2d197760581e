/**
 * The event flow: what is published, in which envelope, by the outbox in the transaction of the change.
 * The rule it keeps: an event is neither lost nor made up, and of one organization they keep their order.
 */
export { ascending } from './ascending.ts'
export { changedFields } from './changed.ts'
export { type Emitted, envelope, readEvent } from './envelope.ts'
export { writeOutbox } from './outbox.ts'
export { QUEUES, WORK_QUEUES } from './queues.ts'
export { readJson } from './read-json.ts'
