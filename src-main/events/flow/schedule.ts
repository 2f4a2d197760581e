/** Work that is due at times: the re-check of domains, the end of grace periods, the sweep of what is done. */
import { CastellanError } from '../../../src-preload/contract/errors.ts'
import { Across } from '../../store/across/index.ts'
import type { Store } from '../../store/index.ts'
import type { Later } from './later.ts'

export interface Schedule {
  /** By which its last run is remembered; never changed. */
  readonly name: string
  /** Milliseconds from the start of one run to the start of the next. A time that was missed is made up once. */
  readonly every: number
  /**
   * Does what is due by the store's clock and answers how many. It can be stopped anywhere and begun again: each
   * step is a transaction. `signal` asks it to end after the step under way.
   */
  run(store: Store, signal: AbortSignal): Promise<number>
}

export interface ScheduleFigures {
  readonly name: string
  /** ISO 8601, UTC; empty before the first run. */
  readonly ranAt: string
  readonly count: number
  readonly failures: number
}

/** A run that failed is tried again after this long, then after twice as long, up to its own interval. */
const FIRST_RETRY_MS = 60_000

/** Runs the schedules one after the other while `held` says that this process may. */
export class Schedules {
  readonly #store: Store
  readonly #list: readonly Schedule[]
  readonly #defect: (where: string, error: unknown) => void
  readonly #figures = new Map<string, ScheduleFigures>()

  constructor(store: Store, list: readonly Schedule[], defect: (where: string, error: unknown) => void) {
    this.#store = store
    this.#list = list
    this.#defect = defect
  }

  figures(): readonly ScheduleFigures[] {
    return [...this.#figures.values()]
  }

  /** Looks every `lookMs` for what is due, until stopped. Never throws. */
  async keep(later: Later, held: () => boolean, lookMs: number): Promise<void> {
    while (!later.stopped) {
      if (held()) await this.runDue(later.signal, held)
      await later.pause(lookMs)
    }
  }

  /** Runs each schedule that is due, once; what one does wrong does not keep the others from running. */
  async runDue(signal: AbortSignal, held: () => boolean = () => true): Promise<void> {
    for (const schedule of this.#list) {
      if (signal.aborted || !held()) return
      try {
        await this.#runOne(schedule, signal)
      } catch (error) {
        this.#defect(`schedule ${schedule.name}`, error)
      }
    }
  }

  async #runOne(schedule: Schedule, signal: AbortSignal): Promise<void> {
    const { name, every } = schedule
    const { flow } = new Across(this.#store)
    const now = this.#store.settings.now()
    const last = await flow.scheduleRun(name)
    if (last) this.#figures.set(name, last)
    if (last && now.getTime() < Date.parse(last.ranAt) + waitAfter(last.failures, every)) return
    try {
      const count = await schedule.run(this.#store, signal)
      this.#figures.set(name, await flow.noteRun(name, { ranAt: now.toISOString(), count, failures: 0 }))
    } catch (error) {
      if (isAway(error)) throw error
      const failures = (last?.failures ?? 0) + 1
      this.#figures.set(name, await flow.noteRun(name, { ranAt: now.toISOString(), count: 0, failures }))
      throw error
    }
  }
}

const waitAfter = (failures: number, every: number): number =>
  failures === 0 ? every : Math.min(every, FIRST_RETRY_MS * 2 ** Math.min(failures - 1, 20))

/** Where the database cannot be reached, nothing can be noted either: it is due again at the next look. */
const isAway = (error: unknown): boolean => error instanceof CastellanError && error.code === 'UNAVAILABLE'
