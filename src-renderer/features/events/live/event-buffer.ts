/**
 * What the window holds of a running monitor: the newest rows, the last two minutes of rates, the counters. In a flood
 * the console sends the newest rows alone and says how many it left out: those have their places here, and are asked
 * for when somebody looks (`fill.ts`).
 */
import type { EventCounters, EventFrame, EventRow } from '../../../../src-preload/contract/events.ts'

/** Rows that the window holds at most. */
export const MOST_ROWS = 10_000
/** Seconds of rates that the chart shows. */
export const CHART_SECONDS = 120
/** It tells React no oftener, however often the console sends. */
const DRAW_MS = 50

/** A row, or the place of one that the console left out. */
export type Line = EventRow | undefined

export interface Second {
  readonly at: number
  readonly counts: readonly number[]
}
type Broker = EventFrame['broker']

const NOTHING: EventCounters = {
  received: 0,
  matched: 0,
  dropped: 0,
  lost: 0,
  gaps: 0,
  withheld: 0,
  unreadable: 0,
}

export class EventBuffer {
  /** Counts the changes that were told; what `useSyncExternalStore` compares. */
  version = 0
  counters = NOTHING
  /** Rows that came in, also those that were left out; what was told anew is not among them. */
  passed = 0
  seconds: readonly Second[] = []
  paused = false
  broker: Broker | undefined
  /** Of the monitor that sends at present; empty before its first frame. */
  watchId = ''
  /** Newest frame that was drawn. */
  #frame = 0
  #rows: Line[] = []
  /** Rows before this place are over and wait to be cut off in one go. */
  #from = 0
  readonly #readers = new Set<() => void>()
  readonly #drawn: (watchId: string, frame: number) => void
  #timer: ReturnType<typeof setTimeout> | undefined
  #told = Number.NEGATIVE_INFINITY

  /** @param drawn is told which frame has reached the screen, so that the console sends more */
  constructor(drawn: (watchId: string, frame: number) => void) {
    this.#drawn = drawn
  }

  get length(): number {
    return this.#rows.length - this.#from
  }
  /** 0 is the oldest. */
  at(index: number): Line {
    return this.#rows[this.#from + index]
  }
  /** All rows as they are now, for a view that holds still. */
  all(): readonly Line[] {
    return this.#rows.slice(this.#from)
  }
  find(id: string): EventRow | undefined {
    return this.#rows.findLast((row) => row?.id === id)
  }

  readonly subscribe = (reader: () => void): (() => void) => {
    this.#readers.add(reader)
    return () => this.#readers.delete(reader)
  }

  /** @param keep rows of a monitor before this one stay where the new one has nothing to begin with */
  take(frame: EventFrame, keep: boolean): void {
    if (frame.reset && !(keep && frame.rows.length === 0)) {
      this.#rows = []
      this.#from = 0
    }
    for (let n = Math.min(frame.skipped, MOST_ROWS); n > 0; n -= 1) this.#rows.push(undefined)
    for (const row of frame.rows) this.#rows.push(row)
    if (!frame.reset) this.passed += frame.skipped + frame.rows.length
    if (this.length > MOST_ROWS) this.#from = this.#rows.length - MOST_ROWS
    if (this.#from >= MOST_ROWS) {
      this.#rows = this.#rows.slice(this.#from)
      this.#from = 0
    }
    if (frame.rates.length > 0) this.seconds = [...this.seconds, ...frame.rates].slice(-CHART_SECONDS)
    this.counters = frame.counters
    this.paused = frame.paused
    this.broker = frame.broker
    this.watchId = frame.watchId
    this.#frame = frame.frame
    this.#soon()
  }

  /** The monitor has ended; what is shown stays. */
  ended(): void {
    this.watchId = ''
    this.paused = false
    this.#soon()
  }

  #soon(): void {
    this.#timer ??= setTimeout(() => this.#tell(), Math.max(0, this.#told + DRAW_MS - performance.now()))
  }
  #tell(): void {
    this.#timer = undefined
    this.#told = performance.now()
    this.version += 1
    for (const reader of this.#readers) reader()
    if (this.watchId !== '') this.#drawn(this.watchId, this.#frame)
  }
}
