/** The parts that move events, as one thing that a window's process or the agent starts and stops. */
import { randomUUID } from 'node:crypto'
import type { Broker, WorkQueue } from '../../broker/index.ts'
import type { Store } from '../../store/index.ts'
import { Consumer, type ConsumerFigures, type Effects } from './consumer.ts'
import { Later } from './later.ts'
import { Lease } from './lease.ts'
import { Relay } from './relay.ts'
import { type Schedule, type ScheduleFigures, Schedules } from './schedule.ts'

/** The lease of whoever publishes and runs the schedules. */
export const FLOW_LEASE = 'flow'
const LEASE_MS = 15_000
const LOOK_MS = 10_000
/** What is under way when it is stopped has this long to end. */
const STOP_MS = 10_000

export interface FlowParts {
  readonly store: Store
  readonly broker: Broker
  readonly consumers: readonly { readonly queue: WorkQueue; readonly effects: Effects }[]
  readonly schedules: readonly Schedule[]
  /** Where unexpected errors go. They stop nothing. */
  readonly defect: (where: string, error: unknown) => void
  /** Who this process is in the lease; the default is made of chance. */
  readonly holder?: string
  /** For tests: how long a lease lasts, how often is looked for what is due, how often for what waits. */
  readonly leaseMs?: number
  readonly lookMs?: number
  readonly pollMs?: number
  /** Deliveries that each consumer handles at once. */
  readonly prefetch?: number
  /** How long a delivery stays in hand while the database is away. */
  readonly holdMs?: number
  /** Events in one batch of the relay. */
  readonly batch?: number
}

export interface FlowFigures {
  /** Whether this process publishes. */
  readonly held: boolean
  readonly published: number
  readonly refused: number
  readonly perSecond: number
  readonly consumers: readonly ConsumerFigures[]
  readonly schedules: readonly ScheduleFigures[]
}

export class Flow {
  readonly holder: string
  readonly #parts: FlowParts
  readonly #lease: Lease
  readonly #relay: Relay
  readonly #schedules: Schedules
  readonly #consumers: readonly Consumer[]
  readonly #later = new Later()
  #scheduling: Promise<void> = Promise.resolve()

  constructor(parts: FlowParts) {
    const { store, broker, defect, pollMs, batch } = parts
    this.#parts = parts
    this.holder = parts.holder ?? randomUUID()
    this.#lease = new Lease(store, {
      name: FLOW_LEASE,
      holder: this.holder,
      ttlMs: parts.leaseMs ?? LEASE_MS,
      perSecond: () => this.#relay.rate.perSecond(),
      changed: () => this.#relay.wake(),
    })
    this.#relay = new Relay(store, broker, { held: () => this.#lease.held, defect, pollMs, batch })
    this.#schedules = new Schedules(store, parts.schedules, defect)
    this.#consumers = parts.consumers.map(
      ({ queue, effects }) => new Consumer(store, queue, effects, defect, parts.holdMs),
    )
  }

  /** Begins; a broker or database that is away is waited for. */
  async start(): Promise<void> {
    this.#lease.start()
    this.#relay.start()
    const lookMs = this.#parts.lookMs ?? LOOK_MS
    this.#scheduling = this.#schedules.keep(this.#later, () => this.#lease.held, lookMs)
    for (const consumer of this.#consumers) await consumer.start(this.#parts.broker, this.#parts.prefetch)
  }

  /**
   * Takes nothing new and ends what is under way, which has ten seconds for it; then gives the lease back. Broker and
   * store are closed by whoever opened them.
   */
  async stop(): Promise<void> {
    this.#later.stop()
    const ending = Promise.allSettled([
      ...this.#consumers.map((c) => c.stop()),
      this.#relay.stop(),
      this.#scheduling,
    ])
    await within(STOP_MS, ending)
    await within(
      STOP_MS,
      this.#lease.stop().catch(() => undefined),
    )
  }

  /** What is due at times, whichever process runs it. */
  get scheduleNames(): readonly string[] {
    return this.#parts.schedules.map(({ name }) => name)
  }

  figures(): FlowFigures {
    const { rate, refused } = this.#relay
    return {
      held: this.#lease.held,
      published: rate.total,
      refused,
      perSecond: rate.perSecond(),
      consumers: this.#consumers.map((c) => c.figures()),
      schedules: this.#schedules.figures(),
    }
  }
  /** Events of one organization that this process published per second, of late. */
  perSecondOf(orgId: string): number {
    return this.#relay.rate.perSecond(orgId)
  }
}

async function within(milliseconds: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const over = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds)
  })
  await Promise.race([work, over])
  clearTimeout(timer)
}
