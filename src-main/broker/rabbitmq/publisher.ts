/**
 * Publishes with confirms, many under way at once, in order. When the connection goes, everything that was not
 * answered, or not yet sent, is `unknown`: a later message never overtakes an earlier one on a new connection.
 */
import { type ChannelModel, type ConfirmChannel, IllegalOperationError, type Options } from 'amqplib'
import type { OutMessage, PublishOutcome } from '../port.ts'
import type { Link } from './link.ts'
import { exchangeNamed } from './names.ts'

/** Most messages that wait for their confirm. */
const WINDOW = 500
/** When as few are left what waits goes on: many messages in one write, not one at each confirm. */
const REFILL = 400
/** So many that are sent already may stand before those that wait. */
const KEPT = 1_000
/** Begins the mark of a move, by which it is known when the broker gives it back. */
const MOVE = 'castellan-move-'

interface Item {
  readonly exchange: string
  readonly routingKey: string
  readonly content: Buffer
  readonly options: Options.Publish
  readonly settle: (outcome: PublishOutcome) => void
}

export class Publisher {
  readonly #link: Link
  /** In order; the first `#taken` of them are sent already. */
  #waiting: Item[] = []
  #taken = 0
  /** Sent, and not answered yet. */
  readonly #underWay = new Set<Item>()
  #channel: ConfirmChannel | undefined
  /** Moves to a queue that the broker gave back because the queue is not there. */
  readonly #returned = new Set<string>()
  #moves = 0
  #unbound = 0
  #full = false

  constructor(link: Link) {
    this.#link = link
    link.onChange(() => this.#pump())
  }

  /** Makes the channel of a new connection; part of its preparation. */
  async attach(model: ChannelModel): Promise<void> {
    const channel = await model.createConfirmChannel()
    channel.on('error', () => undefined)
    channel.on('handler-error', () => undefined)
    channel.on('return', ({ properties }) => {
      const { correlationId } = properties
      if (typeof correlationId === 'string' && correlationId.startsWith(MOVE))
        this.#returned.add(correlationId)
      // An exchange of ours that somebody made without an alternate: nobody is bound, and here is where it counts.
      else this.#unbound += 1
    })
    channel.on('drain', () => {
      this.#full = false
      this.#pump()
    })
    // Before the driver's own listener, which answers what is unconfirmed: that is unknown then, not refused.
    channel.prependOnceListener('close', () => this.#lost(channel, model))
    this.#channel = channel
    this.#full = false
    this.#returned.clear()
  }

  /** Events that the broker gave back, because nobody is bound. */
  get unbound(): number {
    return this.#unbound
  }

  publish(messages: readonly OutMessage[]): Promise<readonly PublishOutcome[]> {
    return Promise.all(
      messages.map(({ id, exchange, routingKey, type, body }) =>
        this.#enqueue(exchangeNamed(exchange), routingKey, Buffer.from(body), {
          messageId: id,
          type,
          contentType: 'application/cloudevents+json',
          persistent: true,
          mandatory: true,
        }),
      ),
    )
  }

  /** Puts a message into a queue directly; `refused` where that queue is not there. */
  async move(queue: string, content: Buffer, options: Options.Publish): Promise<PublishOutcome> {
    await this.#link.firstAttempt
    this.#moves += 1
    const correlationId = `${MOVE}${this.#moves}`
    const more = { persistent: true, mandatory: true, correlationId }
    const outcome = await this.#enqueue('', queue, content, { ...options, ...more })
    // The broker gives a message back before it confirms it.
    return this.#returned.delete(correlationId) ? 'refused' : outcome
  }

  #enqueue(
    exchange: string,
    routingKey: string,
    content: Buffer,
    options: Options.Publish,
  ): Promise<PublishOutcome> {
    if (!this.#link.model || !this.#channel) return Promise.resolve('unknown')
    return new Promise((settle) => {
      this.#waiting.push({ exchange, routingKey, content, options, settle })
      // Where others wait already, they wait for confirms.
      if (this.#waiting.length - this.#taken === 1) this.#pump()
    })
  }

  #pump(): void {
    const channel = this.#channel
    // While the broker is blocked nothing is sent and everything waits.
    if (!channel || this.#link.state.state !== 'up') return
    while (!this.#full && this.#underWay.size < WINDOW) {
      const next = this.#waiting[this.#taken]
      if (!next) break
      this.#taken += 1
      this.#send(channel, next)
    }
    this.#cut(this.#taken < this.#waiting.length ? KEPT : 0)
  }

  /** Lets go of what is sent, once it is more than `most`: a list is cut many at a time. */
  #cut(most: number): void {
    if (this.#taken <= most) return
    this.#waiting = this.#waiting.slice(this.#taken)
    this.#taken = 0
  }

  #send(channel: ConfirmChannel, item: Item): void {
    const { exchange, routingKey, content, options } = item
    this.#underWay.add(item)
    const settle = (outcome: PublishOutcome): void => {
      if (this.#underWay.delete(item)) item.settle(outcome)
    }
    const answered = (error: unknown): void => {
      settle(error === null ? 'confirmed' : 'refused')
      if (this.#underWay.size <= REFILL) this.#pump()
    }
    try {
      if (!channel.publish(exchange, routingKey, content, options, answered)) this.#full = true
    } catch (error) {
      // Nothing was sent: the channel is about to close, or the message cannot be written (a routing key too long, say).
      settle(error instanceof IllegalOperationError ? 'unknown' : 'refused')
    }
  }

  /** Nothing is sent any more, and what was not answered will not be. */
  close(): void {
    this.#channel = undefined
    const unanswered = [...this.#underWay, ...this.#waiting.slice(this.#taken)]
    this.#underWay.clear()
    this.#waiting = []
    this.#taken = 0
    for (const { settle } of unanswered) settle('unknown')
  }

  #lost(channel: ConfirmChannel, model: ChannelModel): void {
    if (this.#channel !== channel) return
    this.close()
    // Only the channel went (an exchange was deleted, say): a new connection makes what is missing.
    this.#link.renew(model)
  }
}
