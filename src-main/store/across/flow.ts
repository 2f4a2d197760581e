/** The event flow works for all tenants at once: what is to be published, what can be swept, who does it. */
import { CastellanError } from '../../../src-preload/contract/errors.ts'
import type { FindQuery } from '../adapter.ts'
import { all, any, EVERYTHING, eq, not, type Predicate, range } from '../predicate.ts'
import {
  heads,
  IDENTITIES,
  inbox,
  type LeaseRecord,
  leases,
  type OrganizationRecord,
  type OutboxOffsetRecord,
  organizations,
  outbox,
  outboxOffsets,
  type ScheduleRunRecord,
  scheduleRuns,
} from '../records/index.ts'
import type { ScopedStore } from '../scoped.ts'
import type { CollectionSpec, Patch } from '../spec.ts'
import type { StoreUnit } from '../store.ts'
import { findAcross, findAllAcross, type Place, placesAcross, sumAcross } from './look.ts'

const BY_ID = { field: 'id', direction: 'asc' } as const
/** Before each id of an event; a tenant without one has an empty text there. */
const FIRST_ID = '0'
/** Reads at a time. */
const AT_ONCE = 32

/** The newest event of a tenant. */
export interface NewestEvent {
  readonly orgId: string
  readonly lastEventId: string
}
/** The last event of a tenant that is published, and its place among the tenant's events. */
export type OutboxOffset = Pick<OutboxOffsetRecord, 'orgId' | 'eventId' | 'sequence'>

export class FlowAcross {
  readonly #unit: StoreUnit
  readonly #tenant: (orgId: string) => ScopedStore
  constructor(unit: StoreUnit, tenant: (orgId: string) => ScopedStore) {
    this.#unit = unit
    this.#tenant = tenant
  }

  /** The newest event of each tenant that has one of this id or a later one, which is where the relay looks. */
  async newestEvents(from = FIRST_ID): Promise<NewestEvent[]> {
    const where = range('lastEventId', { from })
    const sort = { field: 'lastEventId', direction: 'asc' } as const
    const query = { where, sort, fields: ['orgId', 'lastEventId'] }
    const found = await findAllAcross(this.#unit, heads, 'newest events', query, (h) => h.lastEventId)
    return found.map(({ orgId, lastEventId }) => ({ orgId, lastEventId }))
  }
  /** How far the events of each tenant are published; of one of which none is, nothing. */
  async offsets(): Promise<OutboxOffset[]> {
    const query = { where: EVERYTHING, sort: BY_ID, fields: ['orgId', 'eventId', 'sequence'] }
    const found = await findAllAcross(this.#unit, outboxOffsets, 'how far events are published', query)
    return found.map(({ orgId, eventId, sequence }) => ({ orgId, eventId, sequence }))
  }

  /** How many events of all tenants wait. Operators see the sum. */
  async countPending(): Promise<number> {
    // First what is published: what is written and published meanwhile is not counted against what waits.
    const published = await sumAcross(this.#unit, outboxOffsets, 'events that are published', 'sequence')
    return (await sumAcross(this.#unit, heads, 'events that were written', 'eventSequence')) - published
  }
  /** When the one that waits longest was written, of all tenants. */
  async oldestPending(): Promise<string | undefined> {
    const published = new Map((await this.offsets()).map(({ orgId, eventId }) => [orgId, eventId]))
    const newest = await this.newestEvents()
    const behind = newest.filter(({ orgId, lastEventId }) => lastEventId > (published.get(orgId) ?? ''))
    let oldest: string | undefined
    for (let next = 0; next < behind.length; next += AT_ONCE) {
      const some = behind.slice(next, next + AT_ONCE)
      const times = await Promise.all(
        some.map(({ orgId }) => this.#firstAfter(orgId, published.get(orgId) ?? '')),
      )
      for (const at of times) if (at !== undefined && (oldest === undefined || at < oldest)) oldest = at
    }
    return oldest
  }

  /** The sweep: events with ids before that one, published or not, the oldest first, after the one given. */
  eventsBefore(id: string, limit: number, after?: string): Promise<Place[]> {
    return this.#places(outbox, range('id', { to: id }), limit, 'id', after)
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
    return this.#tenant(IDENTITIES).collection(leases).first(eq('name', name))
  }
  /** Takes or renews a lease as it was read; undefined where somebody else was faster. */
  async putLease(
    name: string,
    current: LeaseRecord | undefined,
    lease: Pick<LeaseRecord, 'holder' | 'ttlMs' | 'until' | 'perSecond'>,
  ): Promise<LeaseRecord | undefined> {
    const list = this.#tenant(IDENTITIES).collection(leases)
    try {
      return current ? await list.update(current, lease) : await list.insert({ name, ...lease })
    } catch (error) {
      if (error instanceof CastellanError && LOST.has(error.code)) return undefined
      throw error
    }
  }

  /** Schedules work for all tenants; when each ran last is nobody's own. */
  scheduleRun(name: string): Promise<ScheduleRunRecord | undefined> {
    return this.#tenant(IDENTITIES).collection(scheduleRuns).first(eq('name', name))
  }
  async noteRun(
    name: string,
    run: Patch<ScheduleRunRecord> & Pick<ScheduleRunRecord, 'ranAt' | 'count' | 'failures'>,
  ): Promise<ScheduleRunRecord> {
    const list = this.#tenant(IDENTITIES).collection(scheduleRuns)
    const current = await list.first(eq('name', name))
    return current ? list.update(current, run) : list.insert({ ...run, name })
  }

  async #firstAfter(orgId: string, id: string): Promise<string | undefined> {
    const where = id === '' ? EVERYTHING : all(range('id', { from: id }), not(eq('id', id)))
    return (await this.#tenant(orgId).collection(outbox).first(where))?.createdAt
  }

  #places(
    spec: CollectionSpec,
    where: Predicate,
    limit: number,
    field: string,
    id?: string,
  ): Promise<Place[]> {
    const sort = { field, direction: 'asc' } as const
    const after = id === undefined ? {} : { after: { value: id, id } }
    return placesAcross(this.#unit, spec, 'the sweep of what is done', { where, sort, limit, ...after })
  }
}

const LOST: ReadonlySet<string> = new Set(['VERSION_CONFLICT', 'CONFLICT', 'NOT_FOUND'])
