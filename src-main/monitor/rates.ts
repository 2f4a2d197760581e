/** What came in per exchange and second. A second is told once it is over; seconds without anything are told too. */
import { EXCHANGES } from '../../src-preload/contract/event-types/index.ts'

export interface Second {
  /** Unix time. */
  readonly at: number
  /** In the order of `EXCHANGES`. */
  readonly counts: number[]
}

/** Seconds that wait to be told; a window that takes nothing for longer misses the oldest. */
const MOST_SECONDS = 300
const PLACES: ReadonlyMap<string, number> = new Map(EXCHANGES.map((name, i) => [name, i]))
const none = (): number[] => EXCHANGES.map(() => 0)

export class Rates {
  readonly #now: () => number
  #at: number
  #counts = none()
  #complete: Second[] = []

  /** @param now milliseconds since the epoch */
  constructor(now: () => number) {
    this.#now = now
    this.#at = Math.floor(now() / 1000)
  }

  count(exchange: string): void {
    this.#turn()
    const place = PLACES.get(exchange)
    if (place !== undefined) this.#counts[place] = (this.#counts[place] ?? 0) + 1
  }

  /** Whether a second has ended since the last `take`. */
  get due(): boolean {
    this.#turn()
    return this.#complete.length > 0
  }

  take(): Second[] {
    this.#turn()
    const complete = this.#complete
    this.#complete = []
    return complete
  }

  #turn(): void {
    const at = Math.floor(this.#now() / 1000)
    if (at === this.#at) return
    this.#complete.push({ at: this.#at, counts: this.#counts })
    // A clock that was set back, or a machine that slept, begins anew instead of filling in an age.
    const gap = at - this.#at - 1
    if (gap > 0 && gap < MOST_SECONDS)
      for (let i = 1; i <= gap; i += 1) this.#complete.push({ at: this.#at + i, counts: none() })
    if (this.#complete.length > MOST_SECONDS) this.#complete = this.#complete.slice(-MOST_SECONDS)
    this.#at = at
    this.#counts = none()
  }
}
