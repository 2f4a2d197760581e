/**
 * One connection that comes back by itself: the driver's own recovery (growing delay with jitter, without end)
 * with our view of its state. What stands on the connection asks to be told when there is a new one.
 */
import type { Socket } from 'node:net'
import { type ChannelModel, connect, type RecoveringChannelModel } from 'amqplib'
import type { BrokerState } from '../port.ts'
import { gatherWrites } from './gather-writes.ts'
import { plainReason } from './plain-reason.ts'

const RECOVERY = { initialDelay: 200, maxDelay: 10_000, factor: 2, jitter: 0.3 } as const
const CONNECT_MS = 10_000
const CLOSE_MS = 2_000
/** Seconds; a connection that is silent for two of them is lost. */
const HEARTBEAT = 10

export interface LinkOptions {
  readonly url: string
  /** Shown by the broker's own tools. */
  readonly name: string
  /** Runs on each new connection before anybody is told of it; what it throws counts as not connected. */
  readonly prepare?: (model: ChannelModel) => Promise<void>
}

export class Link {
  readonly #options: LinkOptions
  readonly #opening: Promise<RecoveringChannelModel>
  readonly #ups = new Set<(model: ChannelModel) => void>()
  readonly #changes = new Set<() => void>()
  #model: ChannelModel | undefined
  #state: BrokerState = { state: 'down', server: 'RabbitMQ', reason: 'connecting' }
  /** Resolves when the first attempt has ended: a call that comes before would tell of a broker that is away. */
  readonly firstAttempt: Promise<void>
  #attempted: () => void = () => undefined

  constructor(options: LinkOptions) {
    this.#options = options
    this.firstAttempt = new Promise((ended) => {
      this.#attempted = ended
    })
    this.#opening = this.#open()
    // An address that is no address throws here; the state tells, as for any other broker that cannot be reached.
    this.#opening.catch((error: unknown) => this.#down(error))
  }

  get state(): BrokerState {
    return this.#state
  }
  /** The connection, where there is one. */
  get model(): ChannelModel | undefined {
    return this.#model
  }
  /** Tells of each new connection. */
  onUp(up: (model: ChannelModel) => void): () => void {
    this.#ups.add(up)
    return () => this.#ups.delete(up)
  }
  onChange(changed: () => void): void {
    this.#changes.add(changed)
  }

  /** Gives this connection up for a new one, where it is of no more use. */
  renew(model: ChannelModel): void {
    if (this.#model !== model) return
    this.#down('a new connection is being made')
    void model.close().catch(() => undefined)
  }

  /** Ends it, at the latest after two seconds, also where the broker no longer answers. */
  async close(): Promise<void> {
    const model = this.#model
    this.#ups.clear()
    this.#down('closed')
    this.#changes.clear()
    const recovering = await this.#opening.catch(() => undefined)
    if (!recovering) return
    if (!(await within(CLOSE_MS, recovering.close())) && model) destroySocket(model)
  }

  async #open(): Promise<RecoveringChannelModel> {
    const { url, name, prepare } = this.#options
    const setup = async (model: ChannelModel): Promise<void> => {
      // Until the driver listens itself, an error here would end the process.
      model.on('error', () => undefined)
      gatherWrites(socketOf(model))
      await prepare?.(model)
    }
    const recovering = await connect(withHeartbeat(url), {
      recovery: { ...RECOVERY, setup, waitForConnect: false },
      timeout: CONNECT_MS,
      noDelay: true,
      clientProperties: { connection_name: name },
    })
    recovering.on('error', () => undefined)
    recovering.on('handler-error', () => undefined)
    recovering.on('connect', (model) => this.#up(model))
    recovering.on('disconnect', (error) => this.#down(error))
    recovering.on('connect-failed', (error) => this.#down(error))
    recovering.on('blocked', (reason) => this.#change('blocked', reason))
    recovering.on('unblocked', () => this.#change('up', ''))
    return recovering
  }

  #up(model: ChannelModel): void {
    this.#model = model
    const { product, version } = model.connection.serverProperties
    this.#change('up', '', `${product} ${version}`.slice(0, 80))
    for (const up of [...this.#ups]) up(model)
  }
  #down(error: unknown): void {
    this.#model = undefined
    this.#change('down', plainReason(error, this.#options.url))
  }
  #change(state: BrokerState['state'], reason: string, server = this.#state.server): void {
    this.#state = { state, server, reason }
    this.#attempted()
    for (const changed of this.#changes) changed()
  }
}

function withHeartbeat(url: string): string {
  if (!URL.canParse(url)) return url
  const address = new URL(url)
  if (!address.searchParams.has('heartbeat')) address.searchParams.set('heartbeat', String(HEARTBEAT))
  return address.href
}

/** Waits for it, but no longer than this; answers whether it ended, however. */
export async function within(milliseconds: number, work: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), milliseconds)
  })
  const ended = () => true
  const inTime = await Promise.race([work.then(ended, ended), late])
  clearTimeout(timer)
  return inTime
}

/** A broker that no longer answers would leave the socket half closed, and the process alive. */
function destroySocket(model: ChannelModel): void {
  // With an error, or the driver does not notice and its heartbeat goes on.
  socketOf(model).destroy(new Error('closed'))
}

/** The driver has it and declares no type for it. */
const socketOf = ({ connection }: ChannelModel): Socket =>
  (connection as unknown as { readonly stream: Socket }).stream
