/** The event flow works for all tenants at once: what is to be published, what can be swept, who does it. */
import { CastellanError } from '../../../src-preload/contract/errors.ts'
import type { FindQuery } from '../adapter.ts'
import { all, any, eq, type Predicate, range } from '../predicate.ts'
import {
  inbox,
  type LeaseRecord,
  leases,
  type OrganizationRecord,
  type OutboxRecord,
  organizations,
  outbox,
  type ScheduleRunRecord,
  scheduleRuns,
} from '../records/index.ts'
import type { ScopedStore } from '../scoped.ts'
import type { CollectionSpec, Patch } from '../spec.ts'
import type { StoreUnit } from '../store.ts'
import { countAcross, findAcross, type Place, placesAcross } from './look.ts'

const BY_ID = { field: 'id', direction: 'asc' } as const
const PENDING = eq('state', 'pending')

export class FlowAcross {
  readonly #unit: StoreUnit
  readonly #identities: () => ScopedStore
  constructor(unit: StoreUnit, identities: () => ScopedStore) {
    this.#unit = unit
    this.#identities = identities
  }

  /**
   * The relay publishes for all tenants: what waits, in the order of the ids, after the one named. Of one tenant
   * nothing is left out before what is given – in a transaction only, which sees one moment.
   */
  async pendingEvents(limit: number, after?: string): Promise<OutboxRecord[]> {
    const query: FindQuery = {
      where: PENDING,
      sort: BY_ID,
      limit,
      ...(after === undefined ? {} : { after: { value: after, id: after } }),
    }
    return findAcross(this.#unit, outbox, 'events to be published', query)
  }
  /** How many events of all tenants wait; with an id, how many before it. Operators see the sum. */
  countPending(before?: string): Promise<number> {
    const where = before === undefined ? PENDING : all(PENDING, range('id', { to: before }))
    return countAcross(this.#unit, outbox, 'events that wait', where)
  }
  /** When the one that waits longest was written, of all tenants. */
  async oldestPending(): Promise<string | undefined> {
    const query: FindQuery = { where: PENDING, sort: BY_ID, limit: 1 }
    return (await findAcross(this.#unit, outbox, 'events that wait', query))[0]?.createdAt
  }

  /** The sweep: events published before that instant. Older ids come first, so that it ends where the young begin. */
  publishedBefore(instant: string, idsBefore: string, limit: number): Promise<Place[]> {
    const old = range('id', { to: idsBefore })
    return this.#places(
      outbox,
      all(eq('state', 'published'), old, range('publishedAt', { to: instant })),
      limit,
    )
  }
  /** The sweep: inbox records written before that instant. */
  handledBefore(instant: string, limit: number): Promise<Place[]> {
    return this.#places(inbox, range('createdAt', { to: instant }), limit, 'createdAt')
  }

  /** The end of grace periods: organizations whose period ended before that instant, and whose erasure has begun. */
  async endingOrganizations(instant: string, limit: number): Promise<OrganizationRecord[]> {
    const due = all(eq('state', 'closing'), range('erasedAt', { to: instant }))
    const begun = all(eq('state', 'closed'), eq('erasure', 'running'))
    const query: FindQuery = { where: any(begun, due), sort: BY_ID, limit }
    return findAcross(this.#unit, organizations, 'organizations that end', query)
  }

  /** Of all processes of a workspace one does what only one may do. */
  lease(name: string): Promise<LeaseRecord | undefined> {
    return this.#identities().collection(leases).first(eq('name', name))
  }
  /** Takes or renews a lease as it was read; undefined where somebody else was faster. */
  async putLease(
    name: string,
    current: LeaseRecord | undefined,
    lease: Pick<LeaseRecord, 'holder' | 'ttlMs' | 'until' | 'perSecond'>,
  ): Promise<LeaseRecord | undefined> {
    const list = this.#identities().collection(leases)
    try {
      return current ? await list.update(current, lease) : await list.insert({ name, ...lease })
    } catch (error) {
      if (error instanceof CastellanError && LOST.has(error.code)) return undefined
      throw error
    }
  }

  /** Schedules work for all tenants; when each ran last is nobody's own. */
  scheduleRun(name: string): Promise<ScheduleRunRecord | undefined> {
    return this.#identities().collection(scheduleRuns).first(eq('name', name))
  }
  async noteRun(
    name: string,
    run: Patch<ScheduleRunRecord> & Pick<ScheduleRunRecord, 'ranAt' | 'count' | 'failures'>,
  ): Promise<ScheduleRunRecord> {
    const list = this.#identities().collection(scheduleRuns)
    const current = await list.first(eq('name', name))
    return current ? list.update(current, run) : list.insert({ ...run, name })
  }

  #places(spec: CollectionSpec, where: Predicate, limit: number, field = 'id'): Promise<Place[]> {
    const sort = { field, direction: 'asc' } as const
    return placesAcross(this.#unit, spec, 'the sweep of what is done', { where, sort, limit })
  }
}

const LOST: ReadonlySet<string> = new Set(['VERSION_CONFLICT', 'CONFLICT', 'NOT_FOUND'])
