/** Organizations whose events the broker did not take: each is left alone for a pause of its own, which grows. */

interface Held {
  readonly failures: number
  /** By the clock of `performance.now()`. */
  readonly until: number
}

export class HeldBack {
  readonly #pauseOf: (failures: number) => number
  readonly #held = new Map<string, Held>()

  /** @param pauseOf milliseconds after so many failures one upon the other, from 1 */
  constructor(pauseOf: (failures: number) => number) {
    this.#pauseOf = pauseOf
  }

  /** Those that are left alone now. */
  resting(): Set<string> {
    const now = performance.now()
    return new Set([...this.#held].filter(([, { until }]) => until > now).map(([orgId]) => orgId))
  }

  /** Milliseconds until the first of them is tried again; none where nobody rests. */
  untilNext(): number {
    const now = performance.now()
    const pauses = [...this.#held.values()].map(({ until }) => until - now).filter((pause) => pause > 0)
    return Math.min(Number.POSITIVE_INFINITY, ...pauses)
  }

  /** Something of it was not taken. */
  failed(orgId: string): void {
    const failures = (this.#held.get(orgId)?.failures ?? 0) + 1
    this.#held.set(orgId, { failures, until: performance.now() + this.#pauseOf(failures) })
  }

  /** Something of it was taken: its next pause is the first again. */
  taken(orgId: string): void {
    this.#held.delete(orgId)
  }
}
