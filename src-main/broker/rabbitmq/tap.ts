/** A tap: a queue of its own, gone with its connection, that drops the oldest beyond its length. */
import type { Channel, ConsumeMessage } from 'amqplib'
import type { Lost, Subscription, TapMessage, TapOptions } from '../port.ts'
import type { Link } from './link.ts'
import { lossQueue } from './losses.ts'
import { tapMessageOf } from './message.ts'
import { exchangeNamed } from './names.ts'
import { Standing } from './standing.ts'

export class Tap implements Subscription {
  readonly #standing: Standing
  readonly #received: (message: TapMessage) => unknown

  constructor(
    link: Link,
    options: TapOptions,
    received: (message: TapMessage) => unknown,
    lost: (lost: Lost) => void,
  ) {
    this.#received = received
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
      received: (channel, message) => void this.#hand(channel, message),
    })
  }

  attach = (): Promise<void> => this.#standing.attach()

  async close(): Promise<void> {
    await this.#standing.close()
    await this.#standing.release()
  }

  async #hand(channel: Channel, message: ConsumeMessage): Promise<void> {
    if (this.#standing.closed) return
    try {
      await this.#received(tapMessageOf(message))
    } catch {
      // A monitor that fails on one message is still shown the next.
    }
    try {
      channel.ack(message)
    } catch {
      // The channel is gone, and the queue with it.
    }
  }
}
