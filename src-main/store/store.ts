/** The store as the rest of the core has it: scoped collections, transactions, and nothing unscoped. */
import type { Adapter, AdapterSession } from './adapter.ts'
import { keepSession } from './door.ts'
import type { TenantScope } from './scope.ts'
import { ScopedStore, type StoreSettings } from './scoped.ts'

/** Reads or one transaction. */
export class StoreUnit {
  readonly #session: AdapterSession
  readonly settings: StoreSettings
  /** Organization → collections written through this unit. */
  readonly touched = new Map<string, Set<string>>()
  /** Organization and collection → records more than before, of what this unit wrote. */
  readonly #grown = new Map<string, number>()
  constructor(session: AdapterSession, settings: StoreSettings) {
    this.#session = session
    keepSession(this, session)
    this.settings = settings
  }
  /** The only way to a tenant's collections. Throws a `TypeError` on anything that is not a scope. */
  in(scope: TenantScope): ScopedStore {
    return new ScopedStore(this.#session, scope, this.settings, this.touch)
  }
  /** Notes a write; the unit of work that ends the transaction reads the notes. */
  readonly touch = (orgId: string, collection: string, more = 0): void => {
    const set = this.touched.get(orgId)
    if (set) set.add(collection)
    else this.touched.set(orgId, new Set([collection]))
    if (more !== 0) this.#grown.set(`${orgId} ${collection}`, this.grownBy(orgId, collection) + more)
  }
  grownBy(orgId: string, collection: string): number {
    return this.#grown.get(`${orgId} ${collection}`) ?? 0
  }
}

export class Store extends StoreUnit {
  readonly #adapter: Adapter
  constructor(adapter: Adapter, settings: StoreSettings) {
    super(adapter.direct(), settings)
    this.#adapter = adapter
  }
  get kind(): Adapter['kind'] {
    return this.#adapter.kind
  }
  /** All of `work` or nothing; may run more than once, so it must have no effects but through its unit. */
  transaction<R>(work: (unit: StoreUnit) => Promise<R>): Promise<R> {
    return this.#adapter.transaction((session) => work(new StoreUnit(session, this.settings)))
  }
  /** Creates or brings up to date what the collections need; idempotent. */
  prepare: Adapter['prepare'] = (specs) => this.#adapter.prepare(specs)
  watch: Adapter['watch'] = (spec, changed, lost) => this.#adapter.watch(spec, changed, lost)
  ping: Adapter['ping'] = () => this.#adapter.ping()
  close(): Promise<void> {
    return this.#adapter.close()
  }
}
