/**
 * The relay: publishes what waits in the outboxes of all tenants, at least once, of each in the order of its changes.
 * Looking for what waits is the truth; the store's notice of changes only wakes it earlier.
 */
import { MINUTE_MS } from '../../../src-preload/contract/durations.ts'
import type { Broker } from '../../broker/index.ts'
import { Across } from '../../store/across/index.ts'
import type { Store } from '../../store/index.ts'
import { heads } from '../../store/records/index.ts'
import { leastIdAt } from '../ascending.ts'
import { HeldBack } from './held-back.ts'
import { Lanes } from './lanes.ts'
import { backOff, Later } from './later.ts'
import { Offsets } from './offsets.ts'
import { Rate } from './rate.ts'

export interface RelayOptions {
  /** Whether this process may publish now; asked again before each batch. */
  readonly held: () => boolean
  readonly defect: (where: string, error: unknown) => void
  /** Events under way at a time. */
  readonly batch?: number
  /** How long it rests at most before it looks by itself, in milliseconds. */
  readonly pollMs?: number
  /** Milliseconds that an organization is left alone after so many refusals one upon the other, from 1. */
  readonly pauseOf?: (refusals: number) => number
}

const BATCH = 4_000
const POLL_MS = 1_000
/** Changes that come one upon the other are published together. */
const GATHER_MS = 5
const FIRST_PAUSE_MS = 250
const LONGEST_PAUSE_MS = 15_000
/** A look sees the events of so long; a clock may be behind by less than that and notice still be lost. */
const RECENT_MS = 2 * MINUTE_MS
/** Each tenant is looked at so often, whenever its newest event was. */
const WHOLE_LOOK_MS = 10 * MINUTE_MS

const pauseAfter = (failures: number): number => backOff(failures - 1, FIRST_PAUSE_MS, LONGEST_PAUSE_MS)

export class Relay {
  readonly rate = new Rate()
  readonly #store: Store
  readonly #broker: Broker
  readonly #options: RelayOptions
  readonly #pollMs: number
  readonly #later = new Later()
  readonly #heldBack: HeldBack
  readonly #offsets: Offsets
  readonly #lanes: Lanes
  #refused = 0
  #failed = false
  /** When it looked last, at those of late and at all, by the clock of `performance.now()`. */
  #looked = -Infinity
  #lookedAtAll = -Infinity
  #running: Promise<void> = Promise.resolve()
  #forget: (() => void)[] = []

  constructor(store: Store, broker: Broker, options: RelayOptions) {
    this.#store = store
    this.#broker = broker
    this.#options = options
    this.#pollMs = options.pollMs ?? POLL_MS
    this.#heldBack = new HeldBack(options.pauseOf ?? pauseAfter)
    this.#offsets = new Offsets(store, (counts) => this.rate.add(counts), options.defect)
    this.#lanes = new Lanes({
      broker,
      offsets: this.#offsets,
      heldBack: this.#heldBack,
      batch: options.batch ?? BATCH,
      mayPublish: () => this.#mayPublish() && this.#offsets.areKnown,
      unconfirmed: (count) => {
        this.#refused += count
      },
      failed: (error) => this.#fail(error),
    })
  }

  /** How many publications the broker refused, or did not answer. */
  get refused(): number {
    return this.#refused
  }

  start(): void {
    this.#forget = [
      this.#broker.onState(({ state }) => {
        if (state === 'down') this.#lanes.disconnected()
        this.wake()
      }),
    ]
    this.#running = this.#run()
  }

  /** It may publish again: look now. */
  wake(): void {
    this.#later.wake()
  }

  /** Resolves when what is under way is published and its offsets are written, or was given up. */
  async stop(): Promise<void> {
    this.#later.stop()
    for (const forget of this.#forget) forget()
    await this.#running
  }

  async #run(): Promise<void> {
    const stopWatching = await this.#watch()
    let failures = 0
    let published = this.rate.total
    while (!this.#later.stopped) {
      if (!this.#mayPublish()) {
        await this.#rest()
        await this.#later.untilNews(this.#pollMs)
        continue
      }
      if (await this.#look()) {
        this.#lanes.run()
        await this.#later.untilNews(Math.min(this.#pollMs, this.#heldBack.untilNext()))
      }
      if (this.#failed) {
        await this.#rest()
        this.#failed = false
        // What got on is not one failure upon the other.
        failures = this.rate.total > published ? 1 : failures + 1
        published = this.rate.total
        await this.#later.pause(pauseAfter(failures))
      } else await this.#later.pause(GATHER_MS)
    }
    await this.#rest()
    await stopWatching()
  }

  /** Nothing is under way any more. Who may not publish learns later how far somebody else did. */
  async #rest(): Promise<void> {
    await this.#lanes.stop()
    await this.#offsets.settled()
    if (!this.#options.held()) this.#offsets.forget()
  }

  /** Every change that publishes something writes its tenant's head, so that is what is watched. */
  async #watch(): Promise<() => Promise<void>> {
    const changed = (orgId: string): void => {
      this.#lanes.add(orgId)
      this.#later.wake()
    }
    const lost = (): void => {
      this.#lookedAtAll = -Infinity
      this.#later.wake()
    }
    try {
      return await this.#store.watch(heads, changed, lost)
    } catch {
      // Without notice it looks every `pollMs`.
      return async () => undefined
    }
  }

  #mayPublish(): boolean {
    return !this.#later.stopped && this.#options.held() && this.#broker.state().state === 'up'
  }

  /** Finds whose events wait, where it is time to. False where it could not. */
  async #look(): Promise<boolean> {
    try {
      if (!this.#offsets.areKnown) {
        await this.#rest()
        await this.#offsets.read()
        this.#lookedAtAll = -Infinity
      }
      const now = performance.now()
      const whole = now - this.#lookedAtAll >= WHOLE_LOOK_MS
      if (!whole && now - this.#looked < this.#pollMs) return true
      const recent = leastIdAt(new Date(this.#store.settings.now().getTime() - RECENT_MS))
      const newest = await new Across(this.#store).flow.newestEvents(whole ? undefined : recent)
      for (const { orgId, lastEventId } of newest)
        if (!this.#offsets.reached(orgId, lastEventId)) this.#lanes.add(orgId)
      this.#looked = now
      if (whole) this.#lookedAtAll = now
      return true
    } catch (error) {
      this.#fail(error)
      return false
    }
  }

  #fail(error?: unknown): void {
    if (error !== undefined) this.#options.defect('relay', error)
    this.#failed = true
    this.#later.wake()
  }
}
