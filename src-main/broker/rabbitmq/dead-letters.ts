/**
 * The dead letters: looked at by fetching without an answer and giving them back, which keeps their order. Fetching
 * is in turns per queue, since what one look holds another does not see.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Channel, ChannelModel, GetMessage } from 'amqplib'
import { CastellanError, notFound } from '../../../src-preload/contract/errors.ts'
import { HEADERS } from '../headers.ts'
import { wantedOf } from '../letter-key.ts'
import { atRate } from '../pace.ts'
import type { DeadLetter, DeadLetters, Which } from '../port.ts'
import { onScratch, orMissing } from './declare.ts'
import type { Link } from './link.ts'
import { copyOf, deadLetterOf } from './message.ts'
import { deadOf } from './names.ts'
import type { Publisher } from './publisher.ts'

/** How often is looked for letters that are not there, and how long after one another at least, in milliseconds. */
const LOOKS = 8
const LOOK_AGAIN_MS = 20
const NOTHING = Buffer.alloc(0)

export class RabbitDeadLetters implements DeadLetters {
  readonly #link: Link
  readonly #publisher: Publisher
  readonly #queues: ReadonlySet<string>
  readonly #turns = new Map<string, Promise<unknown>>()

  constructor(link: Link, publisher: Publisher, queues: ReadonlySet<string>) {
    this.#link = link
    this.#publisher = publisher
    this.#queues = queues
  }

  counts(): Promise<readonly { readonly queue: string; readonly messages: number }[]> {
    return this.reach(async (model) => {
      const counts: { queue: string; messages: number }[] = []
      for (const queue of this.#queues) counts.push({ queue, messages: await depth(model, deadOf(queue)) })
      return counts
    })
  }

  async browse(queue: string, limit: number): Promise<readonly DeadLetter[]> {
    const there = await this.#on(queue, (channel, dead) =>
      this.#inTurn(queue, async () => {
        const fetched = await fetchThere(channel, dead, limit)
        await giveBack(channel, dead, fetched)
        return fetched
      }),
    )
    return there.map((message) => deadLetterOf(queue, message))
  }

  redrive(
    queue: string,
    which: Which,
    perSecond: number,
    signal?: AbortSignal,
    went?: (key: string) => void,
  ): Promise<number> {
    return this.#on(queue, async (channel, dead) => {
      const letters =
        'all' in which
          ? this.#oneByOne(channel, queue, dead)
          : await this.#inTurn(queue, () => chosen(channel, queue, which.keys))
      return atRate(letters, perSecond, signal, async (message) => {
        const again = { [HEADERS.attempts]: 0, [HEADERS.redrivenAt]: new Date().toISOString() }
        const outcome = await this.#publisher.move(queue, message.content, copyOf(message, again))
        if (outcome !== 'confirmed')
          throw new CastellanError('UNAVAILABLE', 'The broker did not take it back; the rest stays dead.', {
            what: 'broker',
          })
        channel.ack(message)
        went?.(deadLetterOf(queue, message).key)
        return true
      })
    })
  }

  discard(queue: string, which: Which, went?: (key: string) => void): Promise<number> {
    return this.#on(queue, (channel, dead) =>
      this.#inTurn(queue, async () => {
        if ('all' in which) return (await channel.purgeQueue(dead)).messageCount
        const letters = await chosen(channel, queue, which.keys)
        for (const message of letters) {
          channel.ack(message)
          went?.(deadLetterOf(queue, message).key)
        }
        return letters.length
      }),
    )
  }

  /** From the oldest on, as many as there are now: what dies again meanwhile stays for the next time. */
  async *#oneByOne(channel: Channel, queue: string, dead: string): AsyncGenerator<GetMessage> {
    const { messageCount } = await this.#inTurn(queue, () => channel.checkQueue(dead))
    for (let i = 0; i < messageCount; i += 1) {
      const message = await this.#inTurn(queue, () => channel.get(dead))
      if (!message) return
      yield message
    }
  }

  #inTurn<T>(queue: string, work: () => Promise<T>): Promise<T> {
    const before = this.#turns.get(queue) ?? Promise.resolve()
    const turn = before.then(work, work)
    this.#turns.set(queue, turn)
    return turn
  }

  /** Work on a channel of its own; what it fetched and did not answer goes back when it ends. */
  async #on<T>(queue: string, work: (channel: Channel, dead: string) => Promise<T>): Promise<T> {
    if (!this.#queues.has(queue)) throw notFound('queue')
    return this.reach((model) => onScratch(model, (channel) => work(channel, deadOf(queue))))
  }

  /** Work on the connection, where there is one. Throws `UNAVAILABLE`. */
  async reach<T>(work: (model: ChannelModel) => Promise<T>): Promise<T> {
    await this.#link.firstAttempt
    const { model } = this.#link
    if (model) {
      try {
        return await work(model)
      } catch (error) {
        if (error instanceof CastellanError) throw error
      }
    }
    throw new CastellanError('UNAVAILABLE', 'The broker cannot be reached.', { what: 'broker' })
  }
}

/** How many wait in a queue; none where it is not there. */
export async function depth(model: ChannelModel, queue: string): Promise<number> {
  const there = await orMissing(onScratch(model, (channel) => channel.checkQueue(queue)))
  return there?.messageCount ?? 0
}

async function fetchThere(channel: Channel, queue: string, most: number): Promise<GetMessage[]> {
  const there: GetMessage[] = []
  while (there.length < most) {
    const message = await channel.get(queue)
    if (!message) break
    there.push(message)
  }
  return there
}

/**
 * Those of these keys, from the oldest on. Another console that looks for its own holds letters as long as it looks, so
 * where some are missing it looks again before they count as gone: after a random share of a few such looks, since two
 * that begin together, and again together, hide the same ones from each other each time.
 */
async function chosen(channel: Channel, queue: string, keys: readonly string[]): Promise<GetMessage[]> {
  const wanted = wantedOf(keys)
  const found: GetMessage[] = []
  for (let look = 1; ; look += 1) {
    const since = performance.now()
    await lookThrough(channel, queue, wanted, keys.length, found)
    if (found.length === keys.length || look === LOOKS) return found
    await sleep(LOOK_AGAIN_MS + Math.random() * 4 * (performance.now() - since))
  }
}

/** Adds those that are wanted to `found`, until there are so many; the others passed over go back at once. */
async function lookThrough(
  channel: Channel,
  queue: string,
  wanted: (key: string) => boolean,
  most: number,
  found: GetMessage[],
): Promise<void> {
  const passed: GetMessage[] = []
  while (found.length < most) {
    const message = await channel.get(deadOf(queue))
    if (!message) break
    if (wanted(deadLetterOf(queue, message).key)) found.push(message)
    // What it says is not kept: a long queue would fill the memory.
    else passed.push({ ...message, content: NOTHING })
  }
  await giveBack(channel, deadOf(queue), passed)
}

/** Resolves when they are where they were: what is asked of the queue by the same channel afterwards comes after. */
async function giveBack(channel: Channel, dead: string, messages: readonly GetMessage[]): Promise<void> {
  for (const message of messages) channel.nack(message, false, true)
  if (messages.length > 0) await channel.checkQueue(dead)
}
