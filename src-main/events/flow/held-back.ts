/**
 * Organizations of which the broker refused something: each is left alone for a pause of its own, which grows, and is
 * then tried with its oldest event alone, so that nothing of it is under way when a queue takes events again.
 */

interface Held {
  readonly refusals: number
  /** By the clock of `performance.now()`. */
  readonly until: number
}

export class HeldBack {
  readonly #pauseOf: (refusals: number) => number
  readonly #held = new Map<string, Held>()

  /** @param pauseOf milliseconds after so many refusals one upon the other, from 1 */
  constructor(pauseOf: (refusals: number) => number) {
    this.#pauseOf = pauseOf
  }

  /** Of what it has only the oldest goes. */
  has(orgId: string): boolean {
    return this.#held.has(orgId)
  }
  /** Nothing of it goes before its pause is over. */
  waits(orgId: string): boolean {
    return (this.#held.get(orgId)?.until ?? 0) > performance.now()
  }

  /** Those whose pause is over. */
  due(): readonly string[] {
    const now = performance.now()
    return [...this.#held].filter(([, { until }]) => until <= now).map(([orgId]) => orgId)
  }

  /** Milliseconds until the first of them is tried again; none where nobody is held back. */
  untilNext(): number {
    const first = Math.min(...[...this.#held.values()].map(({ until }) => until))
    return Math.max(0, first - performance.now())
  }

  refused(orgId: string): void {
    const refusals = (this.#held.get(orgId)?.refusals ?? 0) + 1
    this.#held.set(orgId, { refusals, until: performance.now() + this.#pauseOf(refusals) })
  }

  /** Its oldest event was taken, or nothing of it waits any more. */
  free(orgId: string): void {
    this.#held.delete(orgId)
  }
}
