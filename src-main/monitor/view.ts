/** What of the ring a window has been given, and what it is given next. */
import type { Matches } from './filter.ts'
import { eventOf, type Held } from './held.ts'
import type { Ring } from './ring.ts'

/** Rows that are taken at once at most, in their order. */
const MOST_ROWS = 500
/** Most rows that are told anew when the filter changes or the monitor is opened again. */
const HISTORY_ROWS = 2000

export type Numbered = readonly [number: number, item: Held]
interface Taken {
  readonly items: readonly Numbered[]
  /** How many were left out before them. */
  readonly skipped: number
}

export class View {
  readonly #ring: Ring<Held>
  readonly #newest: number | undefined
  /** Number of the next item of the ring that was not looked at. */
  #cursor: number
  /** The first item that is not shown, while nothing new is. */
  #pausedAt: number | undefined
  /** What is taken next is in the place of all before. */
  #anew = true

  /** @param newest so many rows are taken at once at most, the newest; undefined: all in their order */
  constructor(ring: Ring<Held>, newest: number | undefined) {
    this.#ring = ring
    this.#newest = newest
    this.#cursor = ring.next
  }

  get anew(): boolean {
    return this.#anew
  }
  get paused(): boolean {
    return this.#pausedAt !== undefined
  }
  /** Whether there is something to take. */
  get waiting(): boolean {
    if (this.#anew) return true
    for (; this.#cursor < this.#end; this.#cursor += 1) if (this.#ring.at(this.#cursor)?.matched) return true
    return false
  }
  /** The first item that may not be shown yet. */
  get #end(): number {
    return this.#pausedAt ?? this.#ring.next
  }

  pause(paused: boolean): void {
    if (paused) this.#pausedAt ??= this.#ring.next
    else this.#pausedAt = undefined
  }

  take(): Taken & { readonly anew: boolean } {
    const anew = this.#anew
    this.#anew = false
    const taken = this.#newest === undefined ? this.#inOrder() : this.#last(this.#newest)
    for (const [, item] of taken.items) item.shown = true
    return { ...taken, anew }
  }

  /** The newest that were let through before this number, the oldest first: also what was left out. */
  before(number: number, limit: number): readonly Numbered[] {
    const items: Numbered[] = []
    for (let n = Math.min(number, this.#cursor) - 1; n >= this.#ring.oldest && items.length < limit; n -= 1) {
      const item = this.#ring.at(n)
      if (!item?.matched) continue
      item.shown = true
      items.push([n, item])
    }
    return items.reverse()
  }

  /** Begins anew with what is held and let through, the newest `HISTORY_ROWS` of it; that is history, and no loss. */
  retell(matches: Matches): void {
    const told = Math.min(HISTORY_ROWS, this.#newest ?? HISTORY_ROWS)
    let rows = 0
    this.#cursor = this.#ring.next
    for (let n = this.#ring.next - 1; n >= this.#ring.oldest; n -= 1) {
      const item = this.#ring.at(n)
      if (!item) continue
      item.matched = matches(item.seen, () => eventOf(item))
      if (item.matched && rows < HISTORY_ROWS) {
        rows += 1
        this.#cursor = n
      }
      if (!item.matched || rows > told || n < this.#cursor) item.shown = true
    }
    if (this.#pausedAt !== undefined) this.#pausedAt = this.#ring.next
    this.#anew = true
  }

  /** An item leaves the ring. Answers whether it was let through and nobody was given it. */
  gone(item: Held, number: number): boolean {
    this.#cursor = Math.max(this.#cursor, number + 1)
    return item.matched && !item.shown
  }

  #inOrder(): Taken {
    const items: Numbered[] = []
    for (; this.#cursor < this.#end && items.length < MOST_ROWS; this.#cursor += 1) {
      const item = this.#ring.at(this.#cursor)
      if (item?.matched) items.push([this.#cursor, item])
    }
    return { items, skipped: 0 }
  }

  #last(most: number): Taken {
    const items: Numbered[] = []
    let skipped = 0
    for (let n = this.#end - 1; n >= this.#cursor; n -= 1) {
      const item = this.#ring.at(n)
      if (!item?.matched) continue
      if (items.length < most) items.push([n, item])
      else skipped += 1
    }
    this.#cursor = Math.max(this.#cursor, this.#end)
    return { items: items.reverse(), skipped }
  }
}
