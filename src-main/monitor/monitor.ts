/** The monitors of all sessions: one tap each, on the events that the session's organization may see. */
import { CastellanError, notFound } from '../../src-preload/contract/errors.ts'
import type { EventFilter } from '../../src-preload/contract/event-filter/index.ts'
import { EXCHANGES } from '../../src-preload/contract/event-types/index.ts'
import type { EventBody, EventRow } from '../../src-preload/contract/events.ts'
import type { Broker } from '../broker/index.ts'
import type { Work } from '../work/index.ts'
import type { Reach } from './admit.ts'
import { membersOf, namesFor } from './names.ts'
import { Watch } from './watch.ts'

/** Messages that wait at the broker for one tap; a window never makes it hold more. */
const MOST_WAITING = 50_000
const PREFETCH = 2_000

interface Open {
  readonly watch: Watch
  /** Person and organization; the session may have gone to others since. */
  readonly owner: string
}
export interface Wanted {
  readonly filter: EventFilter
  readonly window?: number
  readonly newest?: number
  /** Aborts when the session leaves its context: then nothing of it is kept. */
  readonly left: AbortSignal
}

export interface Before {
  /** Number of a row. */
  readonly before: number
  readonly limit: number
}

const ownerOf = (work: Work): string => `${work.access.userId} ${work.access.orgId}`

/** Operators, in the platform's own context, see every organization's events; everybody else their own one's. */
export const reachOf = (work: Work): Reach =>
  work.access.facts.organization.kind === 'platform'
    ? { everybody: true, own: work.access.orgId }
    : { orgId: work.access.orgId }

const patternOf = (reach: Reach): string => ('orgId' in reach ? `#.${reach.orgId}` : '#')

export class Monitor {
  readonly #broker: Broker
  /** By session, so that they go when the session goes. */
  readonly #open = new WeakMap<object, Open>()

  constructor(broker: Broker) {
    this.#broker = broker
  }

  /** Opens the session's monitor; one that it had before ends. Works also while the broker is away. */
  async open(session: object, work: Work, { filter, window, newest, left }: Wanted): Promise<Watch> {
    const before = this.#open.get(session)
    const owner = ownerOf(work)
    const reach = reachOf(work)
    const watch = new Watch({
      reach,
      names: namesFor(membersOf(work.db), 'everybody' in reach ? (orgId) => nameOf(work, orgId) : undefined),
      filter,
      window,
      newest,
      broker: () => this.#broker.state(),
      now: () => Date.now(),
      ...(before?.owner === owner ? { ring: before.watch.ring } : {}),
    })
    // Before anything is waited for: of several that are opened at once, each ends the one before it.
    this.#open.set(session, { watch, owner })
    const forget = (): void => {
      if (this.#open.get(session)?.watch === watch) this.#open.delete(session)
    }
    left.addEventListener('abort', forget, { once: true })
    await before?.watch.stop()
    await this.#attach(watch)
    return watch
  }

  /** The session's running monitor. Throws `NOT_FOUND` for another's, an older one, or one that has ended. */
  get(session: object, work: Work, watchId: string): Watch {
    const found = this.#open.get(session)
    if (found?.owner !== ownerOf(work) || found.watch.id !== watchId || found.watch.ended)
      throw notFound('monitor')
    return found.watch
  }

  /** Ends the session's monitor; done twice it does nothing the second time. */
  async stop(session: object, work: Work, watchId: string): Promise<void> {
    const found = this.#open.get(session)
    if (found?.owner === ownerOf(work) && found.watch.id === watchId) await found.watch.stop()
  }

  /** What the session's monitor still holds of an event, also after it was stopped. */
  body(session: object, work: Work, id: string): EventBody | undefined {
    const found = this.#open.get(session)
    return found?.owner === ownerOf(work) ? found.watch.body(id) : undefined
  }

  /** The newest rows before one that is shown, oldest first; none where no monitor of the session holds them. */
  async rows(session: object, work: Work, { before, limit }: Before): Promise<EventRow[]> {
    const found = this.#open.get(session)
    return found?.owner === ownerOf(work) ? found.watch.rows(before, limit) : []
  }

  /** Ties the monitor to a tap: now where the broker is there, else as soon as it is. */
  async #attach(watch: Watch): Promise<void> {
    const bindings = EXCHANGES.map((exchange) => ({ exchange, pattern: patternOf(watch.reach) }))
    let tapped = false
    const tap = async (): Promise<void> => {
      if (tapped || watch.ended || this.#broker.state().state === 'down') return
      tapped = true
      try {
        const options = { bindings, maxLength: MOST_WAITING, prefetch: PREFETCH }
        await watch.feed(await this.#broker.tap(options, (message) => watch.receive(message), watch.miss))
      } catch (error) {
        // It went away in this moment; it tells when it is back.
        tapped = false
        if (!(error instanceof CastellanError)) throw error
      }
    }
    watch.onEnd(
      this.#broker.onState(() => {
        watch.tell()
        void tap()
      }),
    )
    await tap()
  }
}

/** Operators are told the names of organizations; a personal space is nobody's business. */
async function nameOf(work: Work, orgId: string): Promise<string | undefined> {
  const organization = await work.across.organization(orgId)
  return organization?.kind === 'personal' ? undefined : organization?.name
}
