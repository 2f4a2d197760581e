/**
 * The relay: publishes what waits in the outboxes of all tenants, at least once, of each in the order of its changes.
 * Looking for what waits is the truth; the store's notice of changes only wakes it earlier.
 */
import type { Broker } from '../../broker/index.ts'
import type { Store } from '../../store/index.ts'
import { heads, type OutboxRecord } from '../../store/records/index.ts'
import { HeldBack } from './held-back.ts'
import { backOff, Later } from './later.ts'
import { Pass, type PassEnd } from './pass.ts'
import { Rate } from './rate.ts'

export interface RelayOptions {
  /** Whether this process may publish now; asked again before each batch. */
  readonly held: () => boolean
  readonly defect: (where: string, error: unknown) => void
  /** Events in one batch. */
  readonly batch?: number
  /** How long it rests at most before it looks by itself, in milliseconds. */
  readonly pollMs?: number
  /** Milliseconds that an organization is left alone after so many refusals one upon the other, from 1. */
  readonly pauseOf?: (refusals: number) => number
}

const BATCH = 2_000
const POLL_MS = 1_000
/** Changes that come one upon the other are published together. */
const GATHER_MS = 5
const FIRST_PAUSE_MS = 250
const LONGEST_PAUSE_MS = 15_000

const pauseAfter = (failures: number): number => backOff(failures - 1, FIRST_PAUSE_MS, LONGEST_PAUSE_MS)

export class Relay {
  readonly rate = new Rate()
  readonly #store: Store
  readonly #broker: Broker
  readonly #options: RelayOptions
  readonly #later = new Later()
  readonly #heldBack: HeldBack
  readonly #pass: Pass
  #refused = 0
  #running: Promise<void> = Promise.resolve()
  #forget: (() => void)[] = []

  constructor(store: Store, broker: Broker, options: RelayOptions) {
    this.#store = store
    this.#broker = broker
    this.#options = options
    this.#heldBack = new HeldBack(options.pauseOf ?? pauseAfter)
    this.#pass = new Pass({
      store,
      broker,
      heldBack: this.#heldBack,
      batch: options.batch ?? BATCH,
      mayPublish: () => this.#mayPublish(),
      published: (confirmed, unconfirmed) => this.#count(confirmed, unconfirmed),
    })
  }

  /** How many publications the broker refused, or did not answer. */
  get refused(): number {
    return this.#refused
  }

  start(): void {
    this.#forget = [this.#broker.onState(() => this.wake())]
    this.#running = this.#run()
  }

  /** Something may wait, or may be published again: look now. */
  wake(): void {
    this.#later.wake()
  }

  /** Resolves when what is under way is published and marked, or was given up. */
  async stop(): Promise<void> {
    this.#later.stop()
    for (const forget of this.#forget) forget()
    await this.#running
  }

  async #run(): Promise<void> {
    const stopWatching = await this.#watch()
    const pollMs = this.#options.pollMs ?? POLL_MS
    let failures = 0
    while (!this.#later.stopped) {
      if (!this.#mayPublish()) {
        this.#pass.forget()
        await this.#later.untilNews(pollMs)
        continue
      }
      const before = this.rate.total
      const end = await this.#look()
      // What got on is not one failure upon the other.
      failures = end !== 'failed' ? 0 : this.rate.total > before ? 1 : failures + 1
      if (end === 'failed') await this.#later.pause(pauseAfter(failures))
      else if (end === 'done') {
        await this.#later.untilNews(Math.min(pollMs, this.#heldBack.untilNext()))
        await this.#later.pause(GATHER_MS)
      }
    }
    await stopWatching()
  }

  /** Every change that publishes something writes its tenant's head, so that is what is watched. */
  async #watch(): Promise<() => Promise<void>> {
    try {
      return await this.#store.watch(
        heads,
        () => this.wake(),
        () => this.wake(),
      )
    } catch {
      // Without notice it looks every `pollMs`.
      return async () => undefined
    }
  }

  #mayPublish(): boolean {
    return !this.#later.stopped && this.#options.held() && this.#broker.state().state === 'up'
  }

  async #look(): Promise<PassEnd> {
    try {
      return await this.#pass.run()
    } catch (error) {
      this.#options.defect('relay', error)
      return 'failed'
    }
  }

  #count(confirmed: readonly OutboxRecord[], unconfirmed: number): void {
    this.#refused += unconfirmed
    const counts = new Map<string, number>()
    for (const { orgId } of confirmed) counts.set(orgId, (counts.get(orgId) ?? 0) + 1)
    if (counts.size > 0) this.rate.add(counts)
  }
}
