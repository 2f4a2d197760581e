/**
 * The tenant-scoped query builder: all that a service sees of a database. A collection is reached
 * through a scope, and everything it does carries that scope's organization.
 */
import { z } from 'zod'
import { badInput, CastellanError, notFound } from '../../src-preload/contract/errors.ts'
import {
  type AdapterSession,
  DuplicateKey,
  type FindQuery,
  type Group,
  type OneTenant,
  type Sort,
  type Stored,
} from './adapter.ts'
import { makeCursor, readCursor } from './cursor.ts'
import { all as allOf, checkPredicate, EVERYTHING, eq, type Predicate } from './predicate.ts'
import { organizationOf, type TenantScope } from './scope.ts'
import type { CollectionSpec, Draft, Patch, TenantRecord } from './spec.ts'
import { recordsOf, SEARCH_TEXT, searchTextOf, toStored } from './stored.ts'

/** Time and chance, given from outside so that tests and the sample workspace can fix them. */
export interface Environment {
  readonly now: () => Date
  readonly newId: () => string
}
export interface StoreSettings extends Environment {
  /** 32 random bytes of this workspace; authenticates page tokens. */
  readonly cursorKey: Buffer
}

/** Which part of a list: after `cursor`, or after the first `skip` records, and not both. */
export interface PageQuery {
  readonly limit: number
  readonly cursor?: string
  readonly skip?: number
}
export interface ListQuery extends PageQuery {
  readonly where?: Predicate
  readonly sort?: Sort
}
/** What of a question is about the page alone. */
export const pageOf = ({ limit, cursor, skip }: PageQuery): PageQuery => ({ limit, cursor, skip })

/** Throws `BAD_INPUT` on `skip` where a cursor says already where the page begins. */
export function checkPage({ cursor, skip }: PageQuery): void {
  if (cursor !== undefined && skip !== undefined) throw badInput('skip', 'goes without a cursor')
}
export interface Page<T> {
  readonly items: readonly T[]
  readonly next: string | null
}

/** Told of each write, so that a unit of work knows by itself what it touched, and how many records more there are. */
export type Wrote = (orgId: string, collection: string, more?: number) => void

export class ScopedCollection<T extends TenantRecord> {
  readonly #session: AdapterSession
  readonly #spec: CollectionSpec<T>
  readonly #org: string
  readonly #tenant: OneTenant
  readonly #settings: StoreSettings
  readonly #wrote: Wrote

  constructor(
    session: AdapterSession,
    spec: CollectionSpec<T>,
    scope: TenantScope,
    settings: StoreSettings,
    wrote: Wrote,
  ) {
    this.#session = session
    this.#spec = spec
    this.#org = organizationOf(scope)
    this.#tenant = { org: this.#org }
    this.#settings = settings
    this.#wrote = wrote
  }

  /** The record, or undefined: also for one of another tenant. */
  get(id: string): Promise<T | undefined> {
    if (typeof id !== 'string') return Promise.resolve(undefined)
    return this.#session.get(this.#spec, this.#tenant, id) as Promise<Stored & T>
  }

  /** The record; throws `NOT_FOUND` with the collection's singular `type` where there is none here. */
  async require(id: string, type: string): Promise<T> {
    const found = await this.get(id)
    if (!found) throw notFound(type)
    return found
  }

  async first(where: Predicate): Promise<T | undefined> {
    return (await this.list({ where, limit: 1 })).items[0]
  }

  /** One page. Throws `BAD_INPUT` for unknown fields, for cursors of another list or tenant, and for two beginnings. */
  async list(query: ListQuery): Promise<Page<T>> {
    const find = this.#findQuery(query)
    const rows = await this.#session.find(this.#spec, this.#tenant, { ...find, limit: find.limit + 1 })
    if (rows.length <= find.limit) return { items: recordsOf(rows), next: null }
    const items = rows.slice(0, find.limit)
    const last = items.at(-1)
    const value = (last?.[find.sort.field] ?? null) as string | number | boolean | null
    const next =
      last && makeCursor(this.#settings.cursorKey, this.#org, this.#spec.name, find, { value, id: last.id })
    return { items: recordsOf(items), next: next ?? null }
  }

  /** Every record that matches, page after page. */
  async *each(where: Predicate = EVERYTHING, sort?: Sort, pageSize = 500): AsyncGenerator<T> {
    let cursor: string | undefined
    do {
      const page: Page<T> = await this.list({ where, sort, limit: pageSize, cursor })
      yield* page.items
      cursor = page.next ?? undefined
    } while (cursor)
  }

  async count(where: Predicate = EVERYTHING): Promise<number> {
    checkPredicate(where, this.#spec.fields)
    return this.#session.count(this.#spec, this.#tenant, where)
  }

  /** Counts (and sums of `sum`) by the values of `by`; on an array field each element counts. */
  async group(by: string | undefined, where: Predicate = EVERYTHING, sum?: string): Promise<Group[]> {
    checkPredicate(where, this.#spec.fields)
    for (const field of [by, sum]) if (field !== undefined) this.#requireField(field)
    return this.#session.group(this.#spec, this.#tenant, { where, by, sum })
  }

  async insert(draft: Draft<T>): Promise<T> {
    const [record] = await this.insertMany([draft])
    return record as T
  }

  /**
   * Throws `CONFLICT` with the field when a unique value is taken in this organization. `seal` completes
   * each record from the one before it, once the store has given id and times (the audit chain needs that).
   */
  async insertMany(
    drafts: readonly Draft<T>[],
    seal?: (record: T, previous: T | undefined) => T,
  ): Promise<T[]> {
    const at = this.#settings.now().toISOString()
    const records: T[] = []
    for (const draft of drafts) {
      const own = { id: this.#settings.newId(), orgId: this.#org, version: 1, createdAt: at, updatedAt: at }
      const record = { ...draft, ...own } as unknown as T
      records.push(this.#checked(seal ? seal(record, records.at(-1)) : record))
    }
    await this.#guardDuplicates(() =>
      this.#session.insert(
        this.#spec,
        this.#tenant,
        records.map((r) => toStored(this.#spec, r)),
      ),
    )
    this.#wrote(this.#org, this.#spec.name, records.length)
    return records
  }

  /**
   * Changes a record that was read here, provided nobody changed it since; answers the new record.
   * Throws `VERSION_CONFLICT` otherwise, and `NOT_FOUND` when it is gone or of another tenant.
   */
  async update(current: T, patch: Patch<T>, type: string = this.#spec.name): Promise<T> {
    const [record] = await this.updateMany([{ current, patch }], type)
    return record as T
  }

  async updateMany(
    changes: readonly { current: T; patch: Patch<T> }[],
    type: string = this.#spec.name,
  ): Promise<T[]> {
    const at = this.#settings.now().toISOString()
    const next = changes.map(({ current, patch }) => {
      if (current.orgId !== this.#org) throw notFound(type)
      return this.#checked({
        ...current,
        ...patch,
        id: current.id,
        orgId: this.#org,
        version: current.version + 1,
        createdAt: current.createdAt,
        updatedAt: at,
      })
    })
    const stored = changes.map(({ current, patch }, i) => {
      const full = next[i] as T
      const touched = Object.keys(patch) as (keyof T & string)[]
      const set: Record<string, unknown> = { updatedAt: at }
      for (const key of touched) if (!(key in PROTECTED)) set[key] = full[key]
      if (touched.some((k) => this.#spec.searchable.includes(k)))
        set[SEARCH_TEXT] = searchTextOf(this.#spec, full)
      return { id: current.id, version: current.version, set }
    })
    this.#wrote(this.#org, this.#spec.name)
    const updated = await this.#guardDuplicates(() => this.#session.update(this.#spec, this.#tenant, stored))
    if (updated.length < changes.length) await this.#explainMiss(changes, new Set(updated), type)
    return next
  }

  /** Removes a record that was read here, provided nobody changed it since. */
  async remove(current: T, type: string = this.#spec.name): Promise<void> {
    if (current.orgId !== this.#org) throw notFound(type)
    const where = allOf(eq('id', current.id), eq('version', current.version))
    if ((await this.#session.delete(this.#spec, this.#tenant, where)) === 0)
      await this.#explainMiss([{ current }], new Set(), type)
    this.#wrote(this.#org, this.#spec.name, -1)
  }

  /** Removes all that match; answers how many. For dependents of a record that goes. */
  async removeWhere(where: Predicate): Promise<number> {
    checkPredicate(where, this.#spec.fields)
    const removed = await this.#session.delete(this.#spec, this.#tenant, where)
    this.#wrote(this.#org, this.#spec.name, -removed)
    return removed
  }

  /**
   * Sets the same on all that match, whatever version they have; answers how many. For marks on many records, not for
   * what people edit. Throws a `TypeError` for fields that are searched: their text would no longer be theirs.
   */
  async changeWhere(where: Predicate, set: Patch<T>): Promise<number> {
    checkPredicate(where, this.#spec.fields)
    const partial = partialOf(this.#spec)
    if (Object.keys(set).some((k) => k in PROTECTED || this.#spec.searchable.includes(k)))
      throw new TypeError('These fields are not set on many records at once.')
    const checked = partial.parse(set)
    this.#wrote(this.#org, this.#spec.name)
    const updatedAt = this.#settings.now().toISOString()
    return this.#session.updateWhere(this.#spec, this.#tenant, where, { ...checked, updatedAt })
  }

  #findQuery(query: ListQuery): FindQuery {
    const { where = EVERYTHING } = query
    checkPredicate(where, this.#spec.fields)
    const sort = query.sort ?? { field: 'id', direction: 'asc' }
    this.#requireField(sort.field)
    if (this.#spec.fields[sort.field] === 'string[]')
      throw new CastellanError('BAD_INPUT', 'A list field has no order.', {
        issues: [{ field: 'sort', message: 'names a list field' }],
      })
    checkPage(query)
    const find: FindQuery = { where, sort, limit: query.limit }
    return query.cursor === undefined
      ? { ...find, skip: query.skip }
      : {
          ...find,
          after: readCursor(this.#settings.cursorKey, this.#org, this.#spec.name, find, query.cursor),
        }
  }

  #requireField(field: string): void {
    if (!Object.hasOwn(this.#spec.fields, field)) checkPredicate(eq(field, null), this.#spec.fields)
  }

  #checked(record: unknown): T {
    const parsed = this.#spec.schema.safeParse(record)
    if (parsed.success) return parsed.data
    const issues = parsed.error.issues.map((i) => ({ field: i.path.join('.'), message: i.message }))
    throw new CastellanError(
      'BAD_INPUT',
      `${this.#spec.name}: ${issues.map((i) => `${i.field} ${i.message}`).join('; ')}`,
      { issues },
    )
  }

  async #guardDuplicates<R>(work: () => Promise<R>): Promise<R> {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof DuplicateKey)) throw error
      // `nameKey` is the folded form of `name`, which is what the person typed.
      const field = (error.fields.at(-1) ?? 'id').replace(/Key$/, '')
      throw new CastellanError('CONFLICT', `This organization has a record with the same ${field} already.`, {
        field,
      })
    }
  }

  async #explainMiss(
    changes: readonly { current: T }[],
    updated: ReadonlySet<string>,
    type: string,
  ): Promise<never> {
    const missed = changes.find(({ current }) => !updated.has(current.id))?.current
    const now = missed && (await this.get(missed.id))
    if (!missed || !now) throw notFound(type)
    throw new CastellanError(
      'VERSION_CONFLICT',
      `Somebody else changed this ${type} in the meantime. Read it again, then repeat your change.`,
      {
        expected: missed.version,
        current: now.version,
      },
    )
  }
}

/** Made once for each collection: making one compiles it. */
const partials = new WeakMap<CollectionSpec, z.ZodObject>()
function partialOf(spec: CollectionSpec): z.ZodObject {
  const { schema } = spec
  if (!(schema instanceof z.ZodObject)) throw new TypeError('These records have no fields to set.')
  const made = partials.get(spec) ?? schema.partial()
  partials.set(spec, made)
  return made
}

const PROTECTED = { id: true, orgId: true, version: true, createdAt: true, updatedAt: true }

/** One tenant's collections, inside a transaction or outside. */
export class ScopedStore {
  readonly #session: AdapterSession
  readonly #scope: TenantScope
  readonly #settings: StoreSettings
  readonly #wrote: Wrote
  constructor(session: AdapterSession, scope: TenantScope, settings: StoreSettings, wrote: Wrote) {
    organizationOf(scope)
    this.#session = session
    this.#scope = scope
    this.#settings = settings
    this.#wrote = wrote
  }
  collection<T extends TenantRecord>(spec: CollectionSpec<T>): ScopedCollection<T> {
    return new ScopedCollection(this.#session, spec, this.#scope, this.#settings, this.#wrote)
  }
}
