import type { Lost, Subscription, TapMessage, TapOptions } from '../port.ts'
import { topicMatches } from '../topic.ts'
import { Fifo } from './fifo.ts'

/** A tap in memory: holds at most `maxLength` messages, drops the oldest, hands out at most `prefetch` at once. */
export class MemoryTap implements Subscription {
  readonly #options: TapOptions
  readonly #received: (message: TapMessage) => unknown
  readonly #lost: (lost: Lost) => void
  readonly #closed: (tap: MemoryTap) => void
  /** What fits under way, and goes there in the next turn. */
  readonly #going = new Fifo<TapMessage>()
  /** What waits for a place: only this counts against the length. */
  readonly #waiting = new Fifo<TapMessage>()
  #dropped = 0
  #busy = 0
  #open = true
  #scheduled = false

  constructor(
    options: TapOptions,
    received: (message: TapMessage) => unknown,
    lost: (lost: Lost) => void,
    closed: (tap: MemoryTap) => void,
  ) {
    this.#options = options
    this.#received = received
    this.#lost = lost
    this.#closed = closed
  }

  wants(exchange: string, routingKey: string): boolean {
    return this.#options.bindings.some((b) => b.exchange === exchange && topicMatches(b.pattern, routingKey))
  }

  offer(message: TapMessage): void {
    const { prefetch, maxLength } = this.#options
    this.#waiting.push(message)
    // A place that became free since the last turn is for the oldest, before any is dropped for the length.
    while (this.#waiting.size > 0 && this.#busy + this.#going.size < prefetch)
      this.#going.push(this.#waiting.shift() as TapMessage)
    for (; this.#waiting.size > maxLength; this.#dropped += 1) this.#waiting.shift()
    this.#schedule()
  }

  async close(): Promise<void> {
    this.#open = false
    this.#going.clear()
    this.#waiting.clear()
    this.#closed(this)
  }

  #schedule(): void {
    if (this.#scheduled) return
    this.#scheduled = true
    setImmediate(() => {
      this.#scheduled = false
      this.#hand()
    })
  }

  #hand(): void {
    const dropped = this.#dropped
    this.#dropped = 0
    if (this.#open && dropped > 0) this.#lost(dropped)
    while (this.#open && this.#busy < this.#options.prefetch) {
      const next = this.#going.shift() ?? this.#waiting.shift()
      if (!next) return
      this.#busy += 1
      void this.#one(next)
    }
  }

  async #one(message: TapMessage): Promise<void> {
    try {
      await this.#received(message)
    } catch {
      // A monitor that fails on one message is still shown the next.
    }
    this.#busy -= 1
    this.#schedule()
  }
}
