/**
 * The only work across tenants. Each function states its reason, has an isolation test of its own
 * (test/isolation/across.test.ts), and gives back no more than its reason needs.
 */
import { CastellanError } from '../../../src-preload/contract/errors.ts'
import type { FindQuery, Sort } from '../adapter.ts'
import { hideCursor, makeCursor, readCursor, unhideCursor } from '../cursor.ts'
import { sessionOf } from '../door.ts'
import { mintScope } from '../mint-scope.ts'
import { all, checkPredicate, EVERYTHING, eq, isIn, range } from '../predicate.ts'
import {
  approvals,
  domainsOf,
  type HeadRecord,
  heads,
  IDENTITIES,
  type InvitationRecord,
  invitations,
  type MemberRecord,
  type MigrationOfferRecord,
  members,
  migrationOffers,
  type OrganizationRecord,
  organizations,
  type ResourceRecord,
  slugs,
  type UserRecord,
  users,
  wizards,
} from '../records/index.ts'
import { checkPage, type ListQuery, type Page, type ScopedCollection, type ScopedStore } from '../scoped.ts'
import type { Draft, Patch } from '../spec.ts'
import type { StoreUnit } from '../store.ts'
import { toStored } from '../stored.ts'
import { DomainsAcross } from './domains.ts'
import { FlowAcross } from './flow.ts'
import { countAcross, findAcross, findAllAcross, type Place, placesAcross } from './look.ts'
import { type Arrival, moveResources } from './moving.ts'

export type { Place } from './look.ts'
export type Standing = NonNullable<HeadRecord['standing']>

export class Across {
  /** What the event flow does for all tenants. */
  readonly flow: FlowAcross
  /** Domains: their owners, and the claims that are due for a check. */
  readonly domains: DomainsAcross
  readonly #unit: StoreUnit
  constructor(unit: StoreUnit) {
    this.#unit = unit
    this.flow = new FlowAcross(unit, (orgId) => this.tenant(orgId))
    this.domains = new DomainsAcross(unit, () => this.#identities())
  }

  /** Identities are shared by all tenants: the sign-in and the adding of members look them up by address. */
  async userByEmail(email: string): Promise<UserRecord | undefined> {
    return this.#users().first(eq('email', email))
  }
  async usersByEmail(emails: readonly string[]): Promise<UserRecord[]> {
    if (emails.length === 0) return []
    // In the order of the addresses: in that of the ids a database may read everybody to find a few.
    const sort: Sort = { field: 'email', direction: 'asc' }
    return [...(await this.#users().list({ where: isIn('email', emails), sort, limit: emails.length })).items]
  }
  async user(id: string): Promise<UserRecord | undefined> {
    return this.#users().get(id)
  }
  /** Whose account is disabled, of members that a tenant is looking at: nothing else of the identities is told. */
  async disabledAmong(userIds: readonly string[]): Promise<ReadonlySet<string>> {
    if (userIds.length === 0) return new Set()
    const where = all(isIn('id', userIds), eq('state', 'disabled'))
    const found = await this.#users().list({ where, limit: userIds.length })
    return new Set(found.items.map((user) => user.id))
  }
  async createUsers(drafts: readonly Draft<UserRecord>[]): Promise<UserRecord[]> {
    return this.#users().insertMany(drafts.map((d) => ({ ...d, ...domainsOf(d.email) })))
  }
  /**
   * Changes an identity. Every tenant that it belongs to is touched, so that what was compiled for it is made anew,
   * and open sessions learn of it.
   */
  async changeUser(
    user: UserRecord,
    patch: Pick<Patch<UserRecord>, 'name' | 'verified' | 'state'>,
  ): Promise<UserRecord> {
    const after = await this.#users().update(user, patch, 'user')
    for (const { orgId } of await this.membershipsOf(user.id)) this.#unit.touch(orgId, users.name)
    return after
  }

  /**
   * People with an address at a domain, for the organization that proved it: to count them, and to make them an offer.
   * Page by page; the token says nothing of who they are.
   */
  async usersOfDomain(
    domain: string,
    withSubdomains: boolean,
    { limit, cursor }: { readonly limit: number; readonly cursor?: string },
  ): Promise<Page<UserRecord>> {
    const { cursorKey } = this.#unit.settings
    const where = all(withSubdomains ? eq('domains', domain) : eq('domain', domain), eq('state', 'active'))
    const from = cursor === undefined ? undefined : unhideCursor(cursorKey, cursor)
    const { items, next } = await this.#users().list({ where, limit, cursor: from })
    return { items, next: next === null ? null : hideCursor(cursorKey, next) }
  }
  /** A person's own offers to move in, whichever organizations made them. */
  async migrationOffersOf(userId: string): Promise<MigrationOfferRecord[]> {
    const query: FindQuery = {
      where: eq('userId', userId),
      sort: { field: 'id', direction: 'asc' },
      limit: 100,
    }
    return findAcross(this.#unit, migrationOffers, 'own offers to move in', query)
  }

  /**
   * A person's own list of organizations: the one question whose answer lies in several tenants. All of them: an account
   * that is disabled has to end in each.
   */
  async membershipsOf(userId: string): Promise<MemberRecord[]> {
    const query = { where: eq('userId', userId), sort: { field: 'id', direction: 'asc' } } as const
    return findAllAcross(this.#unit, members, 'own memberships', query)
  }

  /** An organization's own record by its id: to list a person's organizations and to resolve a context. */
  async organization(orgId: string): Promise<OrganizationRecord | undefined> {
    return this.tenant(orgId).collection(organizations).get(orgId)
  }
  /** The command line and the palette name organizations by slug. */
  async organizationBySlug(slug: string): Promise<OrganizationRecord | undefined> {
    const taken = await this.#identities().collection(slugs).first(eq('slug', slug))
    return taken && this.organization(taken.tenantId)
  }

  /** Operators see names, states and counts of all organizations; personal spaces are nobody's business. */
  async listOrganizations(query: ListQuery): Promise<Page<OrganizationRecord> & { total: number }> {
    const where = all(eq('kind', 'organization'), query.where ?? EVERYTHING)
    checkPredicate(where, organizations.fields)
    const sort = query.sort ?? { field: 'name', direction: 'asc' }
    checkPage(query)
    const find: FindQuery = { where, sort, limit: query.limit }
    const { cursorKey } = this.#unit.settings
    const after =
      query.cursor === undefined
        ? undefined
        : readCursor(cursorKey, 'across', organizations.name, find, query.cursor)
    const why = 'operators list organizations'
    const page = { ...find, after, skip: query.skip, limit: query.limit + 1 }
    const rows = await findAcross(this.#unit, organizations, why, page)
    const items = rows.slice(0, query.limit)
    const last = items.at(-1)
    const next =
      rows.length > query.limit && last
        ? makeCursor(cursorKey, 'across', organizations.name, find, {
            value: sortedBy(last, sort.field),
            id: last.id,
          })
        : null
    return { items, next, total: await countAcross(this.#unit, organizations, why, where) }
  }

  /** Whoever holds an invitation's token belongs to no tenant yet: the token's hash finds it. */
  async invitationByTokenHash(tokenHash: string): Promise<InvitationRecord | undefined> {
    const query: FindQuery = {
      where: eq('tokenHash', tokenHash),
      sort: { field: 'id', direction: 'asc' },
      limit: 1,
    }
    return (await findAcross(this.#unit, invitations, 'invitation by its token', query))[0]
  }

  /** Requests that ran out are closed by a schedule, which has no tenant of its own: where they are, and no more. */
  async approvalsRunOut(before: string, limit: number): Promise<readonly Place[]> {
    const query: FindQuery = {
      where: all(eq('state', 'waiting'), range('expiresAt', { to: before })),
      sort: { field: 'expiresAt', direction: 'asc' },
      limit,
    }
    return placesAcross(this.#unit, approvals, 'approvals that ran out', query)
  }

  /** The schedule that gives up abandoned flows finds them in all tenants; it learns their ids and no answer. */
  async openWizardsBefore(at: string, limit: number): Promise<readonly Place[]> {
    const query: FindQuery = {
      where: all(eq('state', 'open'), range('expiresAt', { to: at })),
      sort: { field: 'id', direction: 'asc' },
      limit,
    }
    return placesAcross(this.#unit, wizards, 'abandoned flows', query)
  }

  /**
   * A transfer takes resources from one tenant to another, whole or not at all. Whoever calls it has asked the
   * permission service on both sides.
   */
  moveResources(
    fromOrgId: string,
    toOrgId: string,
    records: readonly ResourceRecord[],
    become: (record: ResourceRecord) => Arrival,
  ): Promise<ResourceRecord[]> {
    return moveResources(this.tenant(fromOrgId), this.tenant(toOrgId), records, become)
  }

  /** Founds a tenant: reserves its slug, writes its own record and the empty head of its trail. */
  async createTenant(draft: Draft<OrganizationRecord>): Promise<OrganizationRecord> {
    const { now, newId } = this.#unit.settings
    const id = newId()
    const at = now().toISOString()
    if (await this.#identities().collection(slugs).first(eq('slug', draft.slug)))
      throw new CastellanError('CONFLICT', `The short name ${draft.slug} is taken.`, { field: 'slug' })
    await this.#identities().collection(slugs).insert({ slug: draft.slug, tenantId: id })
    const record: OrganizationRecord = { ...draft, id, orgId: id, version: 1, createdAt: at, updatedAt: at }
    const head: HeadRecord = {
      id,
      orgId: id,
      version: 1,
      createdAt: at,
      updatedAt: at,
      sequence: 0,
      hash: '',
      accessEpoch: 0,
      lastEventId: '',
      eventSequence: 0,
      members: 0,
      standing: standingOf(draft, 0),
      touched: [],
    }
    const session = sessionOf(this.#unit)
    await session.insert(organizations, { org: id }, [
      toStored(organizations, organizations.schema.parse(record)),
    ])
    this.#unit.touch(id, organizations.name)
    await session.insert(heads, { org: id }, [toStored(heads, head)])
    return record
  }

  /**
   * A tenant's data by its id, for those who act on a tenant without a context of their own in it: the resolving of
   * a context, an operator's change of an organization's state, an invited person's acceptance, a sign-up, and the
   * passing of a domain from one organization to another.
   */
  tenant(orgId: string): ScopedStore {
    return this.#unit.in(mintScope(orgId))
  }

  #identities(): ScopedStore {
    return this.tenant(IDENTITIES)
  }
  #users(): ScopedCollection<UserRecord> {
    return this.#identities().collection(users)
  }
}

/** What the head keeps of its organization. */
export const standingOf = (
  { state, limits }: Pick<OrganizationRecord, 'state' | 'limits'>,
  invited: number,
): Standing => ({ state, seats: limits.seats ?? null, invited })

/** What a page ends with, where the list is sorted by a field of text. */
function sortedBy(record: OrganizationRecord, field: string): string | null {
  const value: unknown = Object.entries(record).find(([key]) => key === field)?.[1]
  return typeof value === 'string' ? value : null
}
