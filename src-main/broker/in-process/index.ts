/**
 * The broker of a workspace that has none: the same rules in this process's memory. What it holds is gone
 * when the process ends; the outbox and the database are what lasts.
 */
import type {
  Broker,
  BrokerState,
  Delivery,
  Lost,
  OutMessage,
  PublishOutcome,
  TapMessage,
  TapOptions,
  WorkQueue,
} from '../port.ts'
import { RETRY_DELAYS_MS } from '../retry.ts'
import { topicMatches } from '../topic.ts'
import { memoryDeadLetters } from './dead-letters.ts'
import { MemoryTap } from './tap.ts'
import { type Handle, MemoryQueue } from './work-queue.ts'

export interface InProcessOptions {
  /** Queues that collect from the start on, before anybody consumes them. */
  readonly queues?: readonly WorkQueue[]
  /** Milliseconds before the next attempt, by attempts so far. */
  readonly retryDelays?: readonly number[]
}

const UP: BrokerState = { state: 'up', server: 'in this process', reason: '' }
const CLOSED: BrokerState = { state: 'down', server: 'in this process', reason: 'closed' }

/** Opens a broker in memory. It is up at once and stays so until it is closed. */
export const openInProcessBroker = (options: InProcessOptions = {}): Broker => new InProcessBroker(options)

class InProcessBroker implements Broker {
  readonly kind = 'in-process'
  readonly #queues = new Map<string, MemoryQueue>()
  readonly #taps = new Set<MemoryTap>()
  readonly #listeners = new Set<(state: BrokerState) => void>()
  readonly #delays: readonly number[]
  readonly deadLetters = memoryDeadLetters(this.#queues)
  #state = UP
  #unrouted = 0

  constructor({ queues = [], retryDelays = RETRY_DELAYS_MS }: InProcessOptions) {
    this.#delays = retryDelays
    for (const queue of queues) this.#queueOf(queue)
  }

  state(): BrokerState {
    return this.#state
  }
  onState(changed: (state: BrokerState) => void): () => void {
    this.#listeners.add(changed)
    return () => this.#listeners.delete(changed)
  }

  async tried(): Promise<BrokerState> {
    return this.#state
  }

  async publish(messages: readonly OutMessage[]): Promise<readonly PublishOutcome[]> {
    return messages.map((message) => (this.#state === UP ? this.#route(message) : 'unknown'))
  }

  async consume(queue: WorkQueue, prefetch: number, handle: Handle) {
    return this.#queueOf(queue).consume(prefetch, handle)
  }

  async tap(
    options: TapOptions,
    received: (message: TapMessage) => unknown,
    lost: (lost: Lost) => void = () => undefined,
  ) {
    const tap = new MemoryTap(options, received, lost, (closed) => this.#taps.delete(closed))
    this.#taps.add(tap)
    return tap
  }

  unrouted = async (): Promise<number> => this.#unrouted

  async close(): Promise<void> {
    if (this.#state === CLOSED) return
    this.#state = CLOSED
    for (const tap of [...this.#taps]) await tap.close()
    for (const queue of this.#queues.values()) queue.stop()
    for (const changed of this.#listeners) changed(CLOSED)
    this.#listeners.clear()
  }

  #queueOf(queue: WorkQueue): MemoryQueue {
    const known = this.#queues.get(queue.name)
    if (known) return known
    const made = new MemoryQueue(queue, this.#delays)
    this.#queues.set(queue.name, made)
    return made
  }

  #route({ id, exchange, routingKey, body }: OutMessage): PublishOutcome {
    const queues = [...this.#queues.values()].filter((q) =>
      q.queue.bindings.some((b) => b.exchange === exchange && topicMatches(b.pattern, routingKey)),
    )
    if (queues.some((q) => q.full)) return 'refused'
    const taps = [...this.#taps].filter((tap) => tap.wants(exchange, routingKey))
    if (queues.length + taps.length === 0) this.#unrouted += 1
    const delivery: Delivery = { id, exchange, routingKey, body, attempts: 0, headers: {} }
    for (const queue of queues) queue.put(delivery)
    for (const tap of taps) tap.offer({ id, exchange, routingKey, body })
    return 'confirmed'
  }
}
