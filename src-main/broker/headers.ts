/** Headers of our own that a message carries from its first failure on. They are ours: no broker counts or strips them. */
export const HEADERS = {
  /** How often it was tried. */
  attempts: 'x-castellan-attempts',
  /** By which exchange and routing key it first came; after a retry the broker's own fields no longer tell. */
  exchange: 'x-castellan-exchange',
  routingKey: 'x-castellan-routing-key',
  /** Why the last attempt failed, in a sentence. */
  reason: 'x-castellan-reason',
  /** What that was, in a word that quotes nothing of the event. */
  code: 'x-castellan-code',
  /** When it went to the dead letters; ISO 8601, UTC. */
  diedAt: 'x-castellan-died-at',
  /** When it was last sent from the dead letters to its queue again; ISO 8601, UTC. */
  redrivenAt: 'x-castellan-redriven-at',
} as const
