/** The store as the rest of the core has it: scoped collections, transactions, and nothing unscoped. */
import type { Adapter, AdapterSession } from './adapter.ts'
import { keepRecent, keepSession } from './door.ts'
import { type Left, Recent } from './recent.ts'
import type { TenantScope } from './scope.ts'
import { ScopedStore, type StoreSettings, type Wrote } from './scoped.ts'

/** What was written to a collection: how many records more, and whether one that was there is another now, or gone. */
interface Note {
  readonly more: number
  readonly altered: boolean
}

/** Reads or one transaction. */
export class StoreUnit {
  readonly #session: AdapterSession
  readonly settings: StoreSettings
  /** Organization → collection → what this unit did there. */
  readonly #notes = new Map<string, Map<string, Note>>()
  /** What this transaction leaves of each tenant, when it is committed. */
  readonly left: Left[] = []
  /** The tenants whose last known state this transaction took for the present one. */
  readonly leanedOn = new Set<string>()
  constructor(session: AdapterSession, settings: StoreSettings, recent?: Recent) {
    this.#session = session
    keepSession(this, session)
    this.settings = settings
    if (recent) keepRecent(this, recent)
  }
  /** The only way to a tenant's collections. Throws a `TypeError` on anything that is not a scope. */
  in(scope: TenantScope): ScopedStore {
    return new ScopedStore(this.#session, scope, this.settings, this.touch)
  }
  /** Notes a write; the unit of work that ends the transaction reads the notes. `more`: records added, or taken away. */
  readonly touch: Wrote = (orgId, collection, more = 0) => {
    const ofOrganization = this.#notes.get(orgId) ?? new Map<string, Note>()
    const { more: before = 0, altered = false } = ofOrganization.get(collection) ?? {}
    ofOrganization.set(collection, { more: before + more, altered: altered || more <= 0 })
    this.#notes.set(orgId, ofOrganization)
  }
  /** The organizations that were written to. */
  get touched(): Iterable<string> {
    return this.#notes.keys()
  }
  /** The collections of an organization that were written to. */
  touchedIn(orgId: string): string[] {
    return [...(this.#notes.get(orgId)?.keys() ?? [])]
  }
  /** Whether anything was written but new records. */
  alters(orgId: string, collection: string): boolean {
    return this.#notes.get(orgId)?.get(collection)?.altered ?? false
  }
  grownBy(orgId: string, collection: string): number {
    return this.#notes.get(orgId)?.get(collection)?.more ?? 0
  }
}

export class Store extends StoreUnit {
  readonly #adapter: Adapter
  readonly #known = new Recent()
  /** Outside of a transaction nobody reads the notes. */
  override readonly touch: Wrote = () => undefined
  constructor(adapter: Adapter, settings: StoreSettings) {
    super(adapter.direct(), settings)
    this.#adapter = adapter
  }
  get kind(): Adapter['kind'] {
    return this.#adapter.kind
  }
  /** All of `work` or nothing; may run more than once, so it must have no effects but through its unit. `lane` as in `Adapter`. */
  async transaction<R>(work: (unit: StoreUnit) => Promise<R>, lane?: string): Promise<R> {
    let leanedOn: ReadonlySet<string> = new Set()
    const attempt = async (recent?: Recent): Promise<R> => {
      const { result, left } = await this.#adapter.transaction(async (session) => {
        const unit = new StoreUnit(session, this.settings, recent)
        leanedOn = unit.leanedOn
        return { result: await work(unit), left: unit.left }
      }, lane)
      for (const one of left) this.#known.learn(one)
      return result
    }
    try {
      return await attempt(this.#known)
    } catch (error) {
      if (leanedOn.size === 0) throw error
      // Somebody else may have changed the tenant: whatever failed says nothing until it fails on what is read.
      for (const orgId of leanedOn) this.#known.forget(orgId)
      return attempt()
    }
  }
  /** Creates or brings up to date what the collections need; idempotent. */
  prepare: Adapter['prepare'] = (specs) => this.#adapter.prepare(specs)
  watch: Adapter['watch'] = (spec, changed, lost) => this.#adapter.watch(spec, changed, lost)
  ping: Adapter['ping'] = () => this.#adapter.ping()
  close(): Promise<void> {
    return this.#adapter.close()
  }
}
