/**
 * The broker port on RabbitMQ (3.10 and later, and 4.x). Two connections: one publishes, the other reads, so that a
 * broker that blocks publishers (memory or disk alarm) never stops answers and taps. Opening neither waits nor
 * fails: without a broker the state is `down`, and it goes on trying.
 */
import type {
  Broker,
  BrokerState,
  Delivery,
  Lost,
  OutMessage,
  TapMessage,
  TapOptions,
  Verdict,
  WorkQueue,
} from '../port.ts'
import { RETRY_DELAYS_MS } from '../retry.ts'
import { Consumer } from './consumer.ts'
import { depth, RabbitDeadLetters } from './dead-letters.ts'
import { makeMissing } from './declare.ts'
import { Link, within } from './link.ts'
import { UNROUTED } from './names.ts'
import { Publisher } from './publisher.ts'
import { Tap } from './tap.ts'
import { exchangeTopology } from './topology.ts'

export interface RabbitOptions {
  /** `amqp://` or `amqps://` with name, password and virtual host; it appears in no log, state or error. */
  readonly url: string
  /** Name of the workspace, for the broker's own list of connections. */
  readonly workspace: string
  /** Queues whose dead letters are told of before anybody consumes them here. */
  readonly queues?: readonly WorkQueue[]
  /** Milliseconds before the next attempt, by attempts so far. */
  readonly retryDelays?: readonly number[]
}

export { probeRabbit } from './probe.ts'

/** Answers at once; `state` tells when it is up. */
export const openRabbitBroker = (options: RabbitOptions): Broker => new RabbitBroker(options)

const CLOSE_MS = 3_000

class RabbitBroker implements Broker {
  readonly kind = 'rabbitmq'
  readonly deadLetters: RabbitDeadLetters
  readonly #publishing: Link
  readonly #reading: Link
  readonly #publisher: Publisher
  readonly #delays: readonly number[]
  readonly #queues: Set<string>
  readonly #standing = new Set<Consumer | Tap>()
  readonly #listeners = new Set<(state: BrokerState) => void>()
  #told = ''

  constructor({ url, workspace, queues = [], retryDelays = RETRY_DELAYS_MS }: RabbitOptions) {
    this.#delays = retryDelays
    this.#queues = new Set(queues.map((q) => q.name))
    this.#publishing = new Link({
      url,
      name: `castellan ${workspace}: publishing`,
      prepare: async (model) => {
        await makeMissing(model, exchangeTopology())
        await this.#publisher.attach(model)
      },
    })
    this.#publisher = new Publisher(this.#publishing)
    this.#reading = new Link({ url, name: `castellan ${workspace}: reading` })
    this.deadLetters = new RabbitDeadLetters(this.#reading, this.#publisher, this.#queues)
    for (const link of [this.#publishing, this.#reading]) link.onChange(() => this.#tell())
  }

  state(): BrokerState {
    const { state: reading } = this.#reading
    return reading.state === 'down' ? reading : this.#publishing.state
  }
  onState(changed: (state: BrokerState) => void): () => void {
    this.#listeners.add(changed)
    return () => this.#listeners.delete(changed)
  }

  async tried(): Promise<BrokerState> {
    await Promise.all([this.#publishing.firstAttempt, this.#reading.firstAttempt])
    return this.state()
  }

  publish(messages: readonly OutMessage[]) {
    return this.#publisher.publish(messages)
  }

  consume(queue: WorkQueue, prefetch: number, handle: (delivery: Delivery) => Promise<Verdict>) {
    this.#queues.add(queue.name)
    const links = { link: this.#reading, publisher: this.#publisher }
    const consumer = new Consumer({ ...links, queue, prefetch, delays: this.#delays, handle })
    return this.#stand(consumer, { reads: consumer.reads })
  }

  tap(
    options: TapOptions,
    received: (message: TapMessage) => unknown,
    lost: (lost: Lost) => void = () => undefined,
  ) {
    return this.#stand(new Tap(this.#reading, options, received, lost), {})
  }

  async unrouted(): Promise<number> {
    return (await this.deadLetters.reach((model) => depth(model, UNROUTED))) + this.#publisher.unbound
  }

  /** At the latest after a few seconds, also where the broker no longer answers. */
  async close(): Promise<void> {
    await within(CLOSE_MS, Promise.all([...this.#standing].map((one) => one.close())))
    await Promise.all([this.#publishing.close(), this.#reading.close()])
    this.#publisher.close()
    this.#listeners.clear()
  }

  async #stand<More extends object>(one: Consumer | Tap, more: More) {
    this.#standing.add(one)
    await one.attach()
    const close = async (): Promise<void> => {
      this.#standing.delete(one)
      await one.close()
    }
    return { ...more, close }
  }

  #tell(): void {
    const state = this.state()
    const text = JSON.stringify(state)
    if (text === this.#told) return
    this.#told = text
    for (const changed of [...this.#listeners]) changed(state)
  }
}
