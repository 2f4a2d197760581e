/**
 * What a database must offer. Every function takes the tenant as its first argument after the
 * collection and adds it to every stage itself; there is no function without one. `store/scoped.ts`
 * is the only caller for tenants, `store/across/` the only one that may pass `{ across: reason }`.
 */
import type { Predicate } from './predicate.ts'
import type { CollectionSpec, TenantRecord } from './spec.ts'

/** One tenant's records, or – with a reason that is written down – a look across tenants (reading only). */
export type Tenant = { readonly org: string } | { readonly across: string }
export type OneTenant = { readonly org: string }

export interface Sort {
  readonly field: string
  readonly direction: 'asc' | 'desc'
}
/** Where the previous page ended: the sort field's value and the id of its last record. */
export interface After {
  readonly value: string | number | boolean | null
  readonly id: string
}
export interface FindQuery {
  readonly where: Predicate
  /** Ties are broken by id in the same direction. `null` and absence come first when ascending. */
  readonly sort: Sort
  readonly limit: number
  readonly after?: After
  /** Records passed over before the first one; only without `after`. The database walks over them, one by one. */
  readonly skip?: number
  /** Only these fields beside id and version; the default is the whole record. */
  readonly fields?: readonly string[]
}
export interface GroupQuery {
  readonly where: Predicate
  /** A field; on an array field each element counts. Without it there is one group, `null`. */
  readonly by?: string
  /** A number field to be summed beside the count. */
  readonly sum?: string
}
export interface Group {
  readonly value: string | number | boolean | null
  readonly count: number
  readonly sum: number
}

/** Records as written: the domain's fields plus `searchText` where the collection is searchable. What is read is without it. */
export type Stored = TenantRecord & { readonly [field: string]: unknown }
export interface Change {
  readonly id: string
  /** Changes nothing unless the record still has this version; absent: whatever version it has. */
  readonly version?: number
  readonly set: { readonly [field: string]: unknown }
}

/** Work of one transaction, or outside of one when made by `adapter.direct()`. */
export interface AdapterSession {
  find(spec: CollectionSpec, tenant: Tenant, query: FindQuery): Promise<Stored[]>
  get(spec: CollectionSpec, tenant: OneTenant, id: string): Promise<Stored | undefined>
  count(spec: CollectionSpec, tenant: Tenant, where: Predicate): Promise<number>
  group(spec: CollectionSpec, tenant: Tenant, query: GroupQuery): Promise<Group[]>
  /** Throws `DuplicateKey` with the index's fields when a unique index of this tenant refuses. */
  insert(spec: CollectionSpec, tenant: OneTenant, records: readonly Stored[]): Promise<void>
  /** Applies each change, adds 1 to the version; answers the ids that were changed. */
  update(spec: CollectionSpec, tenant: OneTenant, changes: readonly Change[]): Promise<string[]>
  updateWhere(spec: CollectionSpec, tenant: OneTenant, where: Predicate, set: Change['set']): Promise<number>
  delete(spec: CollectionSpec, tenant: OneTenant, where: Predicate): Promise<number>
}

export interface Adapter {
  readonly kind: 'mongodb' | 'sqlite'
  /** Creates or brings up to date collections, indexes and validators; idempotent. */
  prepare(specs: readonly CollectionSpec[]): Promise<void>
  direct(): AdapterSession
  /**
   * Runs `work` in one transaction: all of it or nothing, isolated, durable when it resolves. On a
   * conflict with another transaction `work` runs again from the start, so it must have no other effects.
   *
   * @param lane what it is known to meet others in: those of this process with the same one wait for each other
   *   from the start, instead of meeting first
   */
  transaction<R>(work: (session: AdapterSession) => Promise<R>, lane?: string): Promise<R>
  /**
   * Calls `changed` with the organization and id of each record of the collection that a committed transaction of
   * *any* process inserted or updated. `lost` is called when notice may have been missed; the watch then goes on.
   */
  watch(spec: CollectionSpec, changed: Changed, lost: () => void): Promise<() => Promise<void>>
  ping(): Promise<{ readonly server: string; readonly milliseconds: number }>
  close(): Promise<void>
}

/** Told of a written record: its organization, its id, and its version then or later where the store knows it. */
export type Changed = (orgId: string, id: string, version?: number) => void

/** A unique index refused; `fields` are the index's own, without the organization. */
export class DuplicateKey extends Error {
  readonly fields: readonly string[]
  constructor(fields: readonly string[]) {
    super('A unique index refused the write.')
    this.fields = fields
  }
}
