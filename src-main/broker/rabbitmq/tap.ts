/** A tap: a queue of its own, gone with its connection, that drops the oldest beyond its length. */
import type { Channel, ConsumeMessage } from 'amqplib'
import type { Lost, Subscription, TapMessage, TapOptions } from '../port.ts'
import type { Link } from './link.ts'
import { lossQueue } from './losses.ts'
import { tapMessageOf } from './message.ts'
import { exchangeNamed } from './names.ts'
import { Standing } from './standing.ts'

/** How long what was taken waits for its answer. Milliseconds. */
const ANSWER_MS = 20

export class Tap implements Subscription {
  readonly #standing: Standing
  readonly #received: (message: TapMessage) => unknown
  /** Answered at once where it is a quarter of what may be under way. */
  readonly #most: number
  /** The last of those that wait to be answered together. */
  #unanswered: { readonly channel: Channel; readonly message: ConsumeMessage } | undefined
  #count = 0
  #timer: NodeJS.Timeout | undefined
  /** Messages whose taker is not done yet: an answer for all would be one for them too. */
  #slow = 0

  constructor(
    link: Link,
    options: TapOptions,
    received: (message: TapMessage) => unknown,
    lost: (lost: Lost) => void,
  ) {
    this.#received = received
    this.#most = Math.max(1, options.prefetch >> 2)
    let stood = false
    this.#standing = new Standing(link, {
      prepare: async (channel) => {
        const losses = await lossQueue(channel, (count) => {
          if (!this.#standing.closed) lost(count)
        })
        const { queue } = await channel.assertQueue('', {
          exclusive: true,
          autoDelete: true,
          durable: false,
          maxLength: options.maxLength,
          overflow: 'drop-head',
          // Whatever the virtual host's default is: it lives and dies with this connection.
          arguments: {
            'x-queue-type': 'classic',
            'x-dead-letter-exchange': '',
            'x-dead-letter-routing-key': losses,
          },
        })
        for (const { exchange, pattern } of options.bindings)
          await channel.bindQueue(queue, exchangeNamed(exchange), pattern)
        await channel.prefetch(options.prefetch)
        // What passed since it stood last went to nobody.
        if (stood) lost('a gap')
        stood = true
        return queue
      },
      received: (channel, message) => this.#hand(channel, message),
    })
  }

  attach = (): Promise<void> => this.#standing.attach()

  async close(): Promise<void> {
    clearTimeout(this.#timer)
    await this.#standing.close()
    await this.#standing.release()
  }

  #hand(channel: Channel, message: ConsumeMessage): void {
    if (this.#standing.closed) return
    let taken: unknown
    try {
      taken = this.#received(tapMessageOf(message))
    } catch {
      // A monitor that fails on one message is still shown the next.
    }
    if (taken instanceof Promise) void this.#afterwards(channel, message, taken)
    else if (this.#slow > 0) this.#answer(channel, message, false)
    else this.#later(channel, message)
  }

  async #afterwards(channel: Channel, message: ConsumeMessage, taken: Promise<unknown>): Promise<void> {
    this.#slow += 1
    await taken.catch(() => undefined)
    this.#slow -= 1
    this.#answer(channel, message, false)
  }

  /** Many are answered by one word to the broker, which then has half the work. */
  #later(channel: Channel, message: ConsumeMessage): void {
    if (this.#unanswered === undefined) this.#timer = setTimeout(this.#answerAll, ANSWER_MS)
    this.#unanswered = { channel, message }
    this.#count += 1
    if (this.#count >= this.#most) this.#answerAll()
  }

  readonly #answerAll = (): void => {
    clearTimeout(this.#timer)
    const last = this.#unanswered
    this.#unanswered = undefined
    this.#count = 0
    if (last) this.#answer(last.channel, last.message, true)
  }

  #answer(channel: Channel, message: ConsumeMessage, allBefore: boolean): void {
    try {
      channel.ack(message, allBefore)
    } catch {
      // The channel is gone, and the queue with it.
    }
  }
}
