/** One work queue in memory: what waits, what is being handled, what waits to be tried again, what is dead. */
import type { Delivery, Failure, Verdict, WorkQueue, WorkSubscription } from '../port.ts'
import { afterFailure, failureOf } from '../retry.ts'
import { Fifo } from './fifo.ts'

export type Handle = (delivery: Delivery) => Promise<Verdict>
export interface Dead extends Failure {
  readonly delivery: Delivery
  readonly attempts: number
  readonly diedAt: string
}
interface Consumer {
  readonly prefetch: number
  readonly handle: Handle
  open: boolean
  busy: number
}

/** Most messages that wait; beyond them publishing is refused, as the real queue does. */
const MOST = 100_000
/** Dead letters that are kept in this process's memory; beyond them the oldest is forgotten, and counted. */
export const MOST_DEAD = 10_000

export class MemoryQueue {
  readonly queue: WorkQueue
  /** In the order of their deaths; any may be taken out. */
  readonly dead = new Set<Dead>()
  /** How many dead letters had to go for newer ones. */
  forgotten = 0
  readonly #waiting = new Fifo<Delivery>()
  readonly #consumers = new Set<Consumer>()
  readonly #timers = new Set<NodeJS.Timeout>()
  readonly #delays: readonly number[]
  #scheduled = false

  constructor(queue: WorkQueue, delays: readonly number[]) {
    this.queue = queue
    this.#delays = delays
  }

  get full(): boolean {
    return this.#waiting.size >= MOST
  }

  put(delivery: Delivery): void {
    this.#waiting.push(delivery)
    this.#schedule()
  }

  consume(prefetch: number, handle: Handle): WorkSubscription {
    const consumer: Consumer = { prefetch, handle, open: true, busy: 0 }
    this.#consumers.add(consumer)
    this.#schedule()
    const close = async (): Promise<void> => {
      consumer.open = false
      this.#consumers.delete(consumer)
    }
    return { close, reads: () => consumer.open }
  }

  stop(): void {
    for (const consumer of this.#consumers) consumer.open = false
    this.#consumers.clear()
    for (const timer of this.#timers) clearTimeout(timer)
  }

  /** Deliveries begin in a turn of their own, as from a broker, never inside of `publish`. */
  #schedule(): void {
    if (this.#scheduled) return
    this.#scheduled = true
    setImmediate(() => {
      this.#scheduled = false
      this.#deliver()
    })
  }

  #deliver(): void {
    for (;;) {
      const free = this.#free()
      const next = free && this.#waiting.shift()
      if (!next) return
      free.busy += 1
      void this.#attempt(free, next)
    }
  }

  #free(): Consumer | undefined {
    for (const consumer of this.#consumers) if (consumer.busy < consumer.prefetch) return consumer
    return undefined
  }

  async #attempt(consumer: Consumer, delivery: Delivery): Promise<void> {
    try {
      this.#settle(delivery, await consumer.handle(delivery))
    } catch (error) {
      this.#settle(delivery, { kind: 'retry', ...failureOf(error) })
    }
    consumer.busy -= 1
    this.#schedule()
  }

  #forgetOldest(): void {
    const [oldest] = this.dead
    if (oldest) this.dead.delete(oldest)
    this.forgotten += 1
  }

  #settle(delivery: Delivery, verdict: Verdict): void {
    if (verdict.kind === 'done') return
    const { reason, code } = verdict
    const next = afterFailure(verdict, delivery.attempts, this.queue.attempts, this.#delays)
    if (next.kind === 'dead') {
      this.dead.add({ delivery, reason, code, attempts: next.attempts, diedAt: new Date().toISOString() })
      if (this.dead.size > MOST_DEAD) this.#forgetOldest()
      return
    }
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      this.put({ ...delivery, attempts: next.attempts })
    }, next.milliseconds)
    this.#timers.add(timer)
  }
}
