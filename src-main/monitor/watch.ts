/**
 * One open monitor: takes every event that passes, keeps the last ones in a ring, counts all of them, and gives
 * the window frames of those that the filter lets through. It never waits for the window, and the window never for it.
 */
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { EventFilter } from '../../src-preload/contract/event-filter/index.ts'
import type { EventBody, EventCounters, EventFrame, EventRow } from '../../src-preload/contract/events.ts'
import type { BrokerState, Lost, Subscription, TapMessage } from '../broker/index.ts'
import { admit, type Reach, type Seen } from './admit.ts'
import { compileFilter, type Matches } from './filter.ts'
import { bodyOf, type Held, rowOf } from './held.ts'
import { Rates } from './rates.ts'
import { type Bounds, Ring } from './ring.ts'
import { type Numbered, View } from './view.ts'

/** At most one frame in so many milliseconds: one per drawn picture. */
const FRAME_MS = 16
/** To a window that asks for the newest rows alone: no oftener than somebody reads them, and in a flood nobody does. */
const READ_MS = 100
const FLOOD_MS = 250
/** A frame is told at least this often, so that rates and counters move. Milliseconds. */
const TICK_MS = 1000
/** What the drawer and a changed filter can reach back to: some 20,000 events, 32 Mi characters. */
export const BOUNDS: Bounds = { items: 20_000, characters: 32 * 1024 * 1024 }

/** Names for the ids in events, where the one who watches may know them. */
export interface Names {
  /** Fills in `actor` and `organization`. */
  of(seen: readonly Seen[]): Promise<readonly { readonly actor: string; readonly organization: string }[]>
}
export interface WatchParts {
  readonly reach: Reach
  readonly names: Names
  readonly filter: EventFilter
  /** Frames under way at most; undefined: as fast as they are taken. */
  readonly window: number | undefined
  /** Rows of a frame at most, the newest; undefined: all of them in their order. */
  readonly newest?: number | undefined
  readonly broker: () => BrokerState
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** Of the same person's monitor before this one, so that nothing on screen is lost. */
  readonly ring?: Ring<Held>
  readonly bounds?: Bounds
}

const NOTHING: EventCounters = {
  received: 0,
  matched: 0,
  dropped: 0,
  lost: 0,
  gaps: 0,
  withheld: 0,
  unreadable: 0,
}

const NOBODY = { actor: '', organization: '' }

export class Watch {
  readonly id = randomUUID()
  readonly reach: Reach
  readonly ring: Ring<Held>
  readonly #parts: WatchParts
  readonly #view: View
  readonly #rates: Rates
  readonly #over = new AbortController()
  readonly #counters = { ...NOTHING }
  #matches: Matches
  #tap: Subscription | undefined
  #wake: () => void = () => undefined
  #changed = true
  #frame = 0
  #acknowledged = 0
  /** Milliseconds from the last frame to the next. */
  #pace = FRAME_MS

  constructor(parts: WatchParts) {
    this.#parts = parts
    this.reach = parts.reach
    this.ring = parts.ring ?? new Ring<Held>(parts.bounds ?? BOUNDS)
    this.#rates = new Rates(parts.now)
    this.#matches = compileFilter(parts.filter)
    this.#view = new View(this.ring, parts.newest)
    this.#view.retell(this.#matches)
  }

  get counters(): EventCounters {
    return { ...this.#counters }
  }
  get ended(): boolean {
    return this.#over.signal.aborted
  }

  /** Takes over the tap that feeds it; closed at once where the monitor has ended in the meantime. */
  async feed(tap: Subscription): Promise<void> {
    this.#tap = tap
    if (this.ended) await tap.close()
  }

  /** Counts, checks and keeps one message. Never throws and never waits. */
  receive(message: TapMessage): void {
    if (this.ended) return
    const admitted = admit(message, this.reach)
    if (typeof admitted === 'string') {
      this.#counters[admitted] += 1
      this.#changed = true
      return
    }
    const { seen, event } = admitted
    this.#counters.received += 1
    this.#rates.count(seen.exchange)
    const matched = this.#matches(seen, event)
    if (matched) this.#counters.matched += 1
    this.ring.push({ seen, text: message.body, matched, shown: false }, this.#gone)
    if (matched && this.#open) this.#wake()
  }

  /** Counts what never came: whether the filter had let it through nobody knows. */
  readonly miss = (lost: Lost): void => {
    if (lost === 'a gap') this.#counters.gaps += 1
    else this.#counters.lost += lost
    this.tell()
  }

  /** Another filter: what is still held is told anew by it. */
  refilter(filter: EventFilter): void {
    this.#matches = compileFilter(filter)
    this.#view.retell(this.#matches)
    this.#wake()
  }

  /** Paused, it shows what was there by then, and goes on to count and to keep. */
  pause(paused: boolean): void {
    this.#view.pause(paused)
    this.tell()
  }

  /** The window has taken all frames up to this one. */
  seen(frame: number): void {
    this.#acknowledged = Math.max(this.#acknowledged, Math.min(frame, this.#frame))
    this.#wake()
  }

  /** Gives a frame soon, because something beside the rows changed. */
  readonly tell = (): void => {
    this.#changed = true
    this.#wake()
  }

  /** Does this once it has ended. */
  onEnd(clean: () => void): void {
    if (this.ended) clean()
    else this.#over.signal.addEventListener('abort', clean, { once: true })
  }

  /** Ends it, whatever it waits for; answers when the broker sends nothing more. */
  async stop(): Promise<void> {
    this.#over.abort()
    await this.#tap?.close()
  }

  /** The newest event with this id that is still held. */
  body(id: string): EventBody | undefined {
    const found = this.ring.newestWhere((item) => item.seen.id === id)
    return found && bodyOf(found)
  }

  /** The newest rows that are still held before this one, oldest first: also what the frames left out. */
  rows = (before: number, limit: number): Promise<EventRow[]> =>
    this.#rowsOf(this.#view.before(before, limit))

  /** Frames until it is stopped or `signal` aborts; then the tap is closed too. */
  async *frames(signal?: AbortSignal): AsyncGenerator<EventFrame> {
    const { signal: over } = this.#over
    const end = signal ? AbortSignal.any([signal, over]) : over
    // Also where nobody ever asks for the first frame.
    end.addEventListener('abort', () => void this.stop(), { once: true })
    let last = Number.NEGATIVE_INFINITY
    try {
      while (!end.aborted) {
        await this.#due(end)
        const early = last + (this.#view.anew ? FRAME_MS : this.#pace) - performance.now()
        if (early > 0) await sleep(early, undefined, { signal: end }).catch(() => undefined)
        if (end.aborted) return
        last = performance.now()
        const frame = await this.#take()
        if (!end.aborted) yield frame
      }
    } finally {
      await this.stop()
    }
  }

  /** Waits until there is something to tell and the window can take it. */
  async #due(end: AbortSignal): Promise<void> {
    while (!end.aborted && !(this.#open && (this.#changed || this.#rates.due || this.#view.waiting)))
      await new Promise<void>((resolve) => {
        const go = (): void => {
          clearTimeout(timer)
          end.removeEventListener('abort', go)
          this.#wake = () => undefined
          resolve()
        }
        const timer = setTimeout(go, TICK_MS)
        end.addEventListener('abort', go)
        this.#wake = go
      })
  }
  get #open(): boolean {
    const { window } = this.#parts
    return window === undefined || this.#frame - this.#acknowledged < window
  }

  async #take(): Promise<EventFrame> {
    this.#changed = false
    const { anew: reset, items, skipped } = this.#view.take()
    if (this.#parts.newest !== undefined) this.#pace = skipped > 0 ? FLOOD_MS : READ_MS
    const rates = this.#rates.take()
    const counters = this.counters
    this.#frame += 1
    const frame = this.#frame
    const rows = await this.#rowsOf(items)
    const broker = this.#parts.broker()
    const { paused } = this.#view
    return { watchId: this.id, frame, reset, skipped, rows, counters, rates, paused, broker }
  }

  async #rowsOf(items: readonly Numbered[]): Promise<EventRow[]> {
    const names = await this.#parts.names.of(items.map(([, { seen }]) => seen))
    return items.map(([n, { seen }], i) => rowOf(n, seen, names[i] ?? NOBODY))
  }

  readonly #gone = (item: Held, number: number): void => {
    if (this.#view.gone(item, number)) this.#counters.dropped += 1
  }
}
