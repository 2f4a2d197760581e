/**
 * The dead letters: looked at by fetching without an answer and giving them back, which keeps their order. One at a
 * time per queue, since what one look holds another does not see.
 */
import type { Channel, ChannelModel, GetMessage } from 'amqplib'
import { CastellanError, notFound } from '../../../src-preload/contract/errors.ts'
import { HEADERS } from '../headers.ts'
import { atRate } from '../pace.ts'
import type { DeadLetter, DeadLetters, Which } from '../port.ts'
import { onScratch, orMissing } from './declare.ts'
import type { Link } from './link.ts'
import { copyOf, deadLetterOf } from './message.ts'
import { deadOf } from './names.ts'
import type { Publisher } from './publisher.ts'

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

  browse(queue: string, limit: number): Promise<readonly DeadLetter[]> {
    return this.#inTurn(queue, (channel) => fetchThere(channel, deadOf(queue), limit)).then((there) =>
      there.map((message) => deadLetterOf(queue, message)),
    )
  }

  redrive(queue: string, which: Which, perSecond: number, signal?: AbortSignal): Promise<number> {
    return this.#inTurn(queue, async (channel) => {
      const letters = 'all' in which ? oneByOne(channel, deadOf(queue)) : await chosen(channel, queue, which)
      return atRate(letters, perSecond, signal, async (message) => {
        const again = { [HEADERS.attempts]: 0, [HEADERS.redrivenAt]: new Date().toISOString() }
        const outcome = await this.#publisher.move(queue, message.content, copyOf(message, again))
        if (outcome !== 'confirmed')
          throw new CastellanError('UNAVAILABLE', 'The broker did not take it back; the rest stays dead.', {
            what: 'broker',
          })
        channel.ack(message)
        return true
      })
    })
  }

  discard(queue: string, which: Which): Promise<number> {
    return this.#inTurn(queue, async (channel) => {
      if ('all' in which) return (await channel.purgeQueue(deadOf(queue))).messageCount
      const letters = await chosen(channel, queue, which)
      for (const message of letters) channel.ack(message)
      return letters.length
    })
  }

  /** Work on a channel of its own; what it fetched and did not answer goes back when it ends. */
  async #inTurn<T>(queue: string, work: (channel: Channel) => Promise<T>): Promise<T> {
    if (!this.#queues.has(queue)) throw notFound('queue')
    const before = this.#turns.get(queue) ?? Promise.resolve()
    const turn = before.catch(() => undefined).then(() => this.reach((model) => onScratch(model, work)))
    this.#turns.set(queue, turn)
    return turn
  }

  /** Work on the connection, where there is one. Throws `UNAVAILABLE`. */
  async reach<T>(work: (model: ChannelModel) => Promise<T>): Promise<T> {
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

/** Those with these ids; the others passed over go back at once. */
async function chosen(channel: Channel, queue: string, which: { readonly ids: readonly string[] }) {
  const wanted = new Set(which.ids)
  const found: GetMessage[] = []
  const passed: GetMessage[] = []
  while (wanted.size > 0) {
    const message = await channel.get(deadOf(queue))
    if (!message) break
    const { id } = deadLetterOf(queue, message)
    if (wanted.has(id)) found.push(message)
    else passed.push(message)
    wanted.delete(id)
  }
  for (const message of passed) channel.nack(message, false, true)
  return found
}

/** From the oldest on, as many as there are now: what dies again meanwhile stays for the next time. */
async function* oneByOne(channel: Channel, queue: string): AsyncGenerator<GetMessage> {
  const { messageCount } = await channel.checkQueue(queue)
  for (let i = 0; i < messageCount; i += 1) {
    const message = await channel.get(queue)
    if (!message) return
    yield message
  }
}
