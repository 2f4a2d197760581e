/** Reads one work queue: hands out deliveries, answers them, moves what failed to its retry or dead-letter queue. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Channel, ConsumeMessage, Options } from 'amqplib'
import { plainSentence } from '../failure.ts'
import { HEADERS } from '../headers.ts'
import type { Delivery, Verdict, WorkQueue, WorkSubscription } from '../port.ts'
import { afterFailure, failureOf } from '../retry.ts'
import { makeMissing } from './declare.ts'
import type { Link } from './link.ts'
import { copyOf, deliveryOf, handedOut } from './message.ts'
import { deadOf, retryOf } from './names.ts'
import type { Publisher } from './publisher.ts'
import { Standing } from './standing.ts'
import { DELIVERY_LIMIT, queueTopology } from './topology.ts'

/** Before a move is tried again that the broker did not take. */
const MOVE_PAUSE_MS = 1_000

/** A queue that somebody made without a delivery limit, or a version that counts less: the consumer gives it up itself. */
const UNANSWERED: Verdict = { kind: 'dead', reason: plainSentence('UNANSWERED'), code: 'UNANSWERED' }

export interface ConsumerParts {
  readonly link: Link
  readonly publisher: Publisher
  readonly queue: WorkQueue
  readonly prefetch: number
  readonly delays: readonly number[]
  readonly handle: (delivery: Delivery) => Promise<Verdict>
}

export class Consumer implements WorkSubscription {
  readonly #parts: ConsumerParts
  readonly #standing: Standing
  readonly #underWay = new Set<Promise<void>>()

  constructor(parts: ConsumerParts) {
    this.#parts = parts
    this.#standing = new Standing(parts.link, {
      prepare: async (channel, model) => {
        await makeMissing(model, queueTopology(parts.queue, parts.delays))
        await channel.prefetch(parts.prefetch)
        return parts.queue.name
      },
      received: (channel, message) => this.#received(channel, message),
    })
  }

  attach = (): Promise<void> => this.#standing.attach()
  reads = (): boolean => this.#standing.receives

  async close(): Promise<void> {
    await this.#standing.close()
    // What is being handled may still answer; the channel goes when the last one has.
    const done = Promise.allSettled([...this.#underWay]).then(() => this.#standing.release())
    if (this.#underWay.size === 0) await done
  }

  #received(channel: Channel, message: ConsumeMessage): void {
    if (this.#standing.closed) {
      quietly(() => channel.nack(message, false, true))
      return
    }
    const work = this.#answer(channel, message).finally(() => this.#underWay.delete(work))
    this.#underWay.add(work)
  }

  async #answer(channel: Channel, message: ConsumeMessage): Promise<void> {
    const delivery = deliveryOf(message)
    const verdict = handedOut(message) > DELIVERY_LIMIT ? UNANSWERED : await this.#judge(delivery)
    const moved = verdict.kind === 'done' || (await this.#move(channel, message, delivery, verdict))
    // The copy is safe in the other queue before this one lets go: at worst there are two, never none.
    quietly(() => (moved ? channel.ack(message) : channel.nack(message, false, true)))
  }

  async #judge(delivery: Delivery): Promise<Verdict> {
    try {
      return await this.#parts.handle(delivery)
    } catch (error) {
      return { kind: 'retry', ...failureOf(error) }
    }
  }

  /** Answers false where the subscription or its channel ended first: the broker then delivers it again. */
  async #move(
    channel: Channel,
    message: ConsumeMessage,
    delivery: Delivery,
    verdict: Exclude<Verdict, { kind: 'done' }>,
  ): Promise<boolean> {
    const { queue, delays, publisher } = this.#parts
    const next = afterFailure(verdict, delivery.attempts, queue.attempts, delays)
    const target = next.kind === 'dead' ? deadOf(queue.name) : retryOf(queue.name, next.milliseconds)
    const options: Options.Publish = copyOf(message, {
      [HEADERS.attempts]: next.attempts,
      [HEADERS.reason]: verdict.reason.slice(0, 500),
      [HEADERS.code]: verdict.code,
      ...(next.kind === 'dead' ? { [HEADERS.diedAt]: new Date().toISOString() } : {}),
    })
    while (this.#standing.on(channel)) {
      if ((await publisher.move(target, message.content, options)) === 'confirmed') return true
      if (this.#standing.closed) return false
      await sleep(MOVE_PAUSE_MS)
    }
    return false
  }
}

/** An answer on a channel that is gone is no error: the broker delivers it again. */
function quietly(answer: () => void): void {
  try {
    answer()
  } catch {
    // Gone.
  }
}
