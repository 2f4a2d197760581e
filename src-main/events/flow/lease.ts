/**
 * A lease: of several processes of one workspace, which one publishes and runs the schedules. It goes by renewals,
 * not by clocks: who wants it takes it once a whole `ttlMs` passed, by its own monotonic clock, in which the record
 * did not change. The holder stops earlier than that by its own clock, counted from before the renewal was sent.
 */
import { Across } from '../../store/across/index.ts'
import type { Store } from '../../store/index.ts'
import type { LeaseRecord } from '../../store/records/index.ts'
import { Later } from './later.ts'

/** Clocks of two machines run at nearly, not quite, the same pace. */
const MARGIN = 0.8
const LONGEST_LOOK_MS = 2_000

export interface LeaseOptions {
  readonly name: string
  /** Who this is; the same for as long as the process lives. */
  readonly holder: string
  readonly ttlMs: number
  /** What the record tells the others of the holder's work. */
  readonly perSecond: () => number
  /** Called each time when it is won or lost. */
  readonly changed: (held: boolean) => void
}

export class Lease {
  readonly #store: Store
  readonly #options: LeaseOptions
  readonly #later = new Later()
  #heldUntil = 0
  /** What was seen of the record last, and since when it is so. */
  #seen: { readonly version: number; readonly since: number } | undefined
  #told = false
  #expiry: NodeJS.Timeout | undefined
  #running: Promise<void> = Promise.resolve()

  constructor(store: Store, options: LeaseOptions) {
    this.#store = store
    this.#options = options
  }

  get held(): boolean {
    return performance.now() < this.#heldUntil
  }

  start(): void {
    this.#running = this.#keep()
  }

  /** Gives it back where it is held, so that nobody has to wait for it to run out. */
  async stop(): Promise<void> {
    this.#later.stop()
    await this.#running
    const held = this.held
    this.#drop()
    if (!held) return
    const { name, holder } = this.#options
    const { flow } = new Across(this.#store)
    const current = await flow.lease(name)
    if (current?.holder === holder) await flow.putLease(name, current, { ...this.#written(), holder: '' })
  }

  async #keep(): Promise<void> {
    const { ttlMs } = this.#options
    while (!this.#later.stopped) {
      try {
        await this.#look()
      } catch {
        // The database is away: what is held runs out by itself, what is not is looked for again.
      }
      await this.#later.pause(Math.min(ttlMs / 3, LONGEST_LOOK_MS))
    }
  }

  async #look(): Promise<void> {
    const { name, holder } = this.#options
    const { flow } = new Across(this.#store)
    const current = await flow.lease(name)
    if (current && current.holder !== holder) {
      this.#drop()
      if (!this.#mayTake(current)) return
    }
    const asked = performance.now()
    const taken = await flow.putLease(name, current, this.#written())
    if (taken) this.#hold(asked)
    else this.#drop()
  }

  /** Given back, or not renewed for as long as its holder said it would last. */
  #mayTake(current: LeaseRecord): boolean {
    if (current.holder === '') return true
    const now = performance.now()
    if (this.#seen?.version !== current.version) this.#seen = { version: current.version, since: now }
    return now - this.#seen.since >= current.ttlMs
  }

  #written() {
    const { holder, ttlMs, perSecond } = this.#options
    const until = new Date(this.#store.settings.now().getTime() + ttlMs).toISOString()
    return { holder, ttlMs, until, perSecond: perSecond() }
  }

  #hold(asked: number): void {
    this.#heldUntil = asked + this.#options.ttlMs * MARGIN
    clearTimeout(this.#expiry)
    // A renewal that took longer than it lasts is none.
    this.#expiry = setTimeout(() => this.#tell(), Math.max(0, this.#heldUntil - performance.now()) + 1)
    this.#tell()
  }
  #drop(): void {
    this.#heldUntil = 0
    clearTimeout(this.#expiry)
    this.#tell()
  }
  #tell(): void {
    if (this.held === this.#told) return
    this.#told = this.held
    this.#options.changed(this.#told)
  }
}
