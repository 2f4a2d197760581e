/**
 * Something that stands on a channel of its own and comes back by itself: after a lost connection, a channel that
 * the broker closed, a queue that was deleted under its consumer.
 */
import type { Channel, ChannelModel, ConsumeMessage } from 'amqplib'
import { type Link, within } from './link.ts'

const FIRST_PAUSE_MS = 250
const LONGEST_PAUSE_MS = 15_000
const CANCEL_MS = 2_000

export interface Upright {
  /** Prepares the channel and answers the queue to consume; a new one at each return. */
  readonly prepare: (channel: Channel, model: ChannelModel) => Promise<string>
  readonly received: (channel: Channel, message: ConsumeMessage) => void
}

export class Standing {
  readonly #link: Link
  readonly #upright: Upright
  readonly #forget: () => void
  #closed = false
  #attaching = false
  #heard = true
  #channel: Channel | undefined
  #tag = ''
  #failures = 0
  #timer: NodeJS.Timeout | undefined

  constructor(link: Link, upright: Upright) {
    this.#link = link
    this.#upright = upright
    this.#forget = link.onUp(() => void this.attach())
  }

  get closed(): boolean {
    return this.#closed
  }

  /** Whether what arrives is received now. */
  get receives(): boolean {
    return !this.#closed && this.#channel !== undefined && this.#tag !== ''
  }

  /** Whether this is the channel it stands on, so that what came by it can be answered. */
  on = (channel: Channel): boolean => this.#channel === channel

  /** Resolves when it stands, or when it turned out that it cannot yet; it then goes on trying. */
  async attach(): Promise<void> {
    const { model } = this.#link
    if (!model || this.#closed || this.#attaching || this.#channel) return
    this.#attaching = true
    try {
      await this.#stand(model)
      this.#failures = 0
    } catch {
      this.#again()
    } finally {
      this.#attaching = false
    }
    // The connection that this began on may have been replaced meanwhile.
    if (!this.#channel && !this.#timer && this.#link.model && this.#link.model !== model) await this.attach()
  }

  /** Nothing is delivered from now on; the channel stays for answers to what was, until `release`. */
  async close(): Promise<void> {
    this.#closed = true
    this.#forget()
    clearTimeout(this.#timer)
    if (this.#channel && this.#tag) this.#heard = await within(CANCEL_MS, cancelled(this.#channel, this.#tag))
  }

  /** Gives the channel back; what was not answered the broker delivers to another. */
  async release(): Promise<void> {
    const channel = this.#channel
    this.#channel = undefined
    // A broker that did not answer before is not waited for again.
    if (channel) await within(this.#heard ? CANCEL_MS : 0, closed(channel))
  }

  async #stand(model: ChannelModel): Promise<void> {
    const channel = await model.createChannel()
    channel.on('error', () => undefined)
    channel.on('handler-error', () => undefined)
    channel.once('close', () => this.#lost(channel))
    this.#channel = channel
    this.#tag = ''
    try {
      const queue = await this.#upright.prepare(channel, model)
      const { consumerTag } = await channel.consume(queue, (message) => {
        // Without a message the broker tells that the queue is gone.
        if (message) this.#upright.received(channel, message)
        else void closed(channel)
      })
      this.#tag = consumerTag
    } catch (error) {
      this.#channel = undefined
      await closed(channel)
      throw error
    }
    // Closed while it was standing up.
    if (this.#closed) await this.close()
  }

  #lost(channel: Channel): void {
    if (this.#channel !== channel) return
    this.#channel = undefined
    this.#again()
  }

  /** Without a connection the next one calls; with one, after a pause. */
  #again(): void {
    if (this.#closed || !this.#link.model) return
    const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** this.#failures)
    this.#failures += 1
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      this.#timer = undefined
      void this.attach()
    }, pause)
  }
}

async function cancelled(channel: Channel, tag: string): Promise<void> {
  await channel.cancel(tag)
}

/** Closes a channel that may be closed already: the driver then throws at once. */
async function closed(channel: Channel): Promise<void> {
  try {
    await channel.close()
  } catch {
    // It is.
  }
}
