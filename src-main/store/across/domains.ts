/** Domains are one name space for all tenants: their owners, what is due for a re-check, and sign-ups. */
import { ENROLLING_STATES } from '../../../src-preload/contract/domains.ts'
import type { Sort } from '../adapter.ts'
import { recentOf } from '../door.ts'
import { all, eq, isIn, range } from '../predicate.ts'
import {
  type DomainClaimRecord,
  type DomainOwnerRecord,
  domainClaims,
  domainOwners,
  type HeadRecord,
  type SignUpRecord,
  signUps,
  slugs,
} from '../records/index.ts'
import type { Page, PageQuery, ScopedCollection, ScopedStore } from '../scoped.ts'
import type { Draft, Patch } from '../spec.ts'
import type { StoreUnit } from '../store.ts'
import { findAcross } from './look.ts'

export class DomainsAcross {
  readonly #unit: StoreUnit
  readonly #identities: () => ScopedStore
  constructor(unit: StoreUnit, identities: () => ScopedStore) {
    this.#unit = unit
    this.#identities = identities
  }

  /** Whether a proved domain is free is a question about all tenants; only what a proof entitles to is told of it. */
  owner(domain: string): Promise<DomainOwnerRecord | undefined> {
    return this.#owners().first(eq('domain', domain))
  }
  /** The claims that enroll at an address's domain and at those above it: a sign-up belongs to no tenant yet. */
  enrolling(domains: readonly string[]): Promise<readonly DomainClaimRecord[]> {
    if (domains.length === 0) return Promise.resolve([])
    return findAcross(this.#unit, domainClaims, 'claims that cover an address', {
      where: all(isIn('domain', domains), isIn('state', [...ENROLLING_STATES])),
      sort: { field: 'domain', direction: 'asc' },
      // Who enrolls at a domain is its owner, and each has one.
      limit: domains.length,
    })
  }
  /**
   * The same of a newcomer at exactly this domain, as this process remembers it, with the head that it had: nothing is
   * read. Whoever takes it writes that head, or throws: the transaction then runs again, on what is read.
   */
  remembered(domain: string): { readonly claim: DomainClaimRecord; readonly head: HeadRecord } | undefined {
    const known = recentOf(this.#unit)?.at(domain)
    if (known) this.#unit.leanedOn.add(known.head.orgId)
    return known
  }
  /** The owners of these domains: who contends for each, and whose claim covers an address. */
  async ownersOf(domains: readonly string[]): Promise<readonly DomainOwnerRecord[]> {
    if (domains.length === 0) return []
    return (await this.#owners().list({ where: isIn('domain', domains), limit: domains.length })).items
  }
  /** The unique index refuses a second owner (`CONFLICT`), whatever another transaction does meanwhile. */
  own(draft: Draft<DomainOwnerRecord>): Promise<DomainOwnerRecord> {
    return this.#owners().insert(draft)
  }
  async changeOwner(current: DomainOwnerRecord, patch: Patch<DomainOwnerRecord>): Promise<DomainOwnerRecord> {
    const after = await this.#owners().update(current, patch, 'domain')
    if (current.contested || after.contested) await this.#touchOperators()
    return after
  }
  async disown(current: DomainOwnerRecord): Promise<void> {
    await this.#owners().remove(current, 'domain')
    if (current.contested) await this.#touchOperators()
  }
  /** The operators look at what is contested: their tenant is touched, so that open pages of theirs learn of it. */
  async #touchOperators(): Promise<void> {
    const platform = await this.#identities().collection(slugs).first(eq('slug', 'platform'))
    if (platform) this.#unit.touch(platform.tenantId, domainOwners.name)
  }

  /** Operators rule on domains that several organizations have proved. */
  async conflicts(query: PageQuery): Promise<Page<DomainOwnerRecord> & { total: number }> {
    const where = eq('contested', true)
    const sort: Sort = { field: 'domain', direction: 'asc' }
    const page = await this.#owners().list({ ...query, where, sort })
    return { ...page, total: await this.#owners().count(where) }
  }
  ownerById(id: string): Promise<DomainOwnerRecord | undefined> {
    return this.#owners().get(id)
  }

  /** The re-check works for all tenants: the claims whose time has come, the longest due first. */
  async dueClaims(until: string, limit: number): Promise<readonly DomainClaimRecord[]> {
    return findAcross(this.#unit, domainClaims, 'claims due for a check', {
      // A claim that has ended has no time, and an absent value is in no range.
      where: range('nextCheckAt', { to: until }),
      sort: { field: 'nextCheckAt', direction: 'asc' },
      limit,
    })
  }

  /** A sign-up is known by its own id before anybody knows whose it becomes. */
  signUp(signUpId: string): Promise<SignUpRecord | undefined> {
    return this.#signUps().first(eq('signUpId', signUpId))
  }
  /** Keeps what came of it; the unique index lets two deliveries at once become one, and an id be one address's. */
  keepSignUp(draft: Draft<SignUpRecord>): Promise<SignUpRecord> {
    return this.#signUps().insert(draft)
  }
  /** A sign-up that waited in vain is decided again. */
  renewSignUp(current: SignUpRecord, patch: Draft<SignUpRecord>): Promise<SignUpRecord> {
    return this.#signUps().update(current, patch, 'signUp')
  }
  /** What came of this person's earlier sign-ups: who waits for a seat is not asked for twice. */
  async signUpsOf(userId: string): Promise<readonly SignUpRecord[]> {
    return (await this.#signUps().list({ where: eq('userId', userId), limit: 100 })).items
  }

  #signUps(): ScopedCollection<SignUpRecord> {
    return this.#identities().collection(signUps)
  }
  #owners(): ScopedCollection<DomainOwnerRecord> {
    return this.#identities().collection(domainOwners)
  }
}
