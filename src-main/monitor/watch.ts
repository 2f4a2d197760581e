/**
 * One open monitor: takes every event that passes, keeps the last ones in a ring, counts all of them, and gives
 * the window frames of those that the filter lets through. It never waits for the window, and the window never for it.
 */
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { EventFilter } from '../../src-preload/contract/event-filter/index.ts'
import type { EventBody, EventCounters, EventFrame, EventRow } from '../../src-preload/contract/events.ts'
import type { BrokerState, Lost, Subscription, TapMessage } from '../broker/port.ts'
import { admit, type Reach, type Seen } from './admit.ts'
import { compileFilter, type Matches } from './filter.ts'
import { Rates } from './rates.ts'
import { type Bounds, Ring } from './ring.ts'

/** At most one frame in so many milliseconds: one per drawn picture. */
const FRAME_MS = 16
/** A frame is told at least this often, so that rates and counters move. Milliseconds. */
const TICK_MS = 1000
const MOST_ROWS = 500
/** Most rows that are told anew when the filter changes or the monitor is opened again. */
const HISTORY_ROWS = 2000
/** What the drawer and a changed filter can reach back to: some 20,000 events, 32 Mi characters. */
export const BOUNDS: Bounds = { items: 20_000, characters: 32 * 1024 * 1024 }

export interface Held {
  readonly seen: Seen
  readonly text: string
  /** Let through by the filter that is in force. */
  matched: boolean
}
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

export class Watch {
  readonly id = randomUUID()
  readonly reach: Reach
  readonly ring: Ring<Held>
  readonly #parts: WatchParts
  readonly #rates: Rates
  readonly #over = new AbortController()
  readonly #counters = { ...NOTHING }
  #matches: Matches
  #tap: Subscription | undefined
  /** Number of the next item of the ring that no frame has looked at. */
  #cursor: number
  #reset = true
  /** While paused: the first item that is not shown. */
  #pausedAt: number | undefined
  #wake: () => void = () => undefined
  #changed = true
  #frame = 0
  #acknowledged = 0

  constructor(parts: WatchParts) {
    this.#parts = parts
    this.reach = parts.reach
    this.ring = parts.ring ?? new Ring<Held>(parts.bounds ?? BOUNDS)
    this.#rates = new Rates(parts.now)
    this.#matches = compileFilter(parts.filter)
    this.#cursor = this.ring.next
    this.#retell()
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
    const { seen } = admitted
    this.#counters.received += 1
    this.#rates.count(seen.exchange)
    const matched = this.#matches(seen)
    if (matched) this.#counters.matched += 1
    this.ring.push({ seen, text: message.body, matched }, this.#gone)
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
    this.#retell()
  }

  /** Paused, it shows what was there by then, and goes on to count and to keep. */
  pause(paused: boolean): void {
    if (paused) this.#pausedAt ??= this.ring.next
    else this.#pausedAt = undefined
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
    if (!found) return undefined
    const { exchange, key, auditId } = found.seen
    return { id, exchange, key, body: found.text, auditId: auditId === '' ? null : auditId }
  }

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
        const early = last + FRAME_MS - performance.now()
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
    while (!end.aborted && !(this.#open && (this.#changed || this.#rates.due || this.#waiting)))
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
  get #waiting(): boolean {
    if (this.#reset) return true
    for (; this.#cursor < this.#end; this.#cursor += 1) if (this.ring.at(this.#cursor)?.matched) return true
    return false
  }
  /** The first item that may not be shown yet. */
  get #end(): number {
    return this.#pausedAt ?? this.ring.next
  }

  async #take(): Promise<EventFrame> {
    const items: { n: number; seen: Seen }[] = []
    const reset = this.#reset
    this.#reset = false
    this.#changed = false
    for (; this.#cursor < this.#end && items.length < MOST_ROWS; this.#cursor += 1) {
      const item = this.ring.at(this.#cursor)
      if (item?.matched) items.push({ n: this.#cursor, seen: item.seen })
    }
    const rates = this.#rates.take()
    const counters = this.counters
    this.#frame += 1
    const frame = this.#frame
    const names = await this.#parts.names.of(items.map((i) => i.seen))
    const rows = items.map(({ n, seen }, i) => rowOf(n, seen, names[i]))
    const broker = this.#parts.broker()
    const paused = this.#pausedAt !== undefined
    return { watchId: this.id, frame, reset, rows, counters, rates, paused, broker }
  }

  /** Begins the table anew with what is held and let through, the newest `HISTORY_ROWS` of it. */
  #retell(): void {
    let rows = 0
    this.#cursor = this.ring.next
    for (let n = this.ring.next - 1; n >= this.ring.oldest; n -= 1) {
      const item = this.ring.at(n)
      if (!item) continue
      item.matched = this.#matches(item.seen)
      if (!item.matched || rows >= HISTORY_ROWS) continue
      rows += 1
      this.#cursor = n
    }
    if (this.#pausedAt !== undefined) this.#pausedAt = this.ring.next
    this.#reset = true
    this.#wake()
  }

  readonly #gone = (item: Held, number: number): void => {
    if (number < this.#cursor) return
    this.#cursor = number + 1
    if (item.matched) this.#counters.dropped += 1
  }
}

const rowOf = (
  n: number,
  seen: Seen,
  names: { readonly actor: string; readonly organization: string } | undefined,
): EventRow => {
  const { id, time, exchange, type, subject, name, actorId, orgId, key, simulated } = seen
  const { actor, organization } = names ?? { actor: '', organization: '' }
  return { n, id, time, exchange, type, subject, name, actorId, actor, orgId, organization, key, simulated }
}
