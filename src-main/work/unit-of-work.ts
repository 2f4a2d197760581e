/** One unit of work: a transaction, who acts in it, what the trail keeps of it, and what it touched. */

import { CastellanError } from '../../src-preload/contract/errors.ts'
import type { EventData, EventTypeName } from '../../src-preload/contract/event-types/index.ts'
import type { AccessContext } from '../access/model.ts'
import { type Actor, appendToTrail, type Behalf, type Entry, type Origin } from '../audit/index.ts'
import { ascending, type Emitted, writeOutbox } from '../events/index.ts'
import { Across, type Standing, standingOf } from '../store/across/index.ts'
import { eq, type ScopedStore, type StoreUnit } from '../store/index.ts'
import {
  ACCESS_COLLECTIONS,
  type DomainClaimRecord,
  domainClaims,
  type HeadRecord,
  heads,
  IDENTITIES,
  invitations,
  members,
  organizations,
} from '../store/records/index.ts'

/** Who calls, from which context, and why they were let in. `access` is null outside of any organization. */
export interface Caller {
  readonly actor: Actor
  readonly origin: Origin
  readonly access: AccessContext | null
  readonly because: string
  readonly reason: string | null
  /** The action that the procedure declares for the trail. */
  readonly action: string
  /** In whose name, where the actor carries out what somebody else asked for; `access` is then theirs. */
  readonly onBehalfOf?: Behalf
  /** The simulator asked for it: the events of it say so too. */
  readonly simulated?: boolean | undefined
}
/** What a service tells the trail; the procedure's action, the reason and the access decision are added. */
export type Told = Omit<Entry, 'action' | 'reason' | 'because' | 'actor'> & { readonly action?: string }

/** What a committed unit changed, for caches and open pages. */
export interface Effect {
  readonly orgId: string
  readonly collections: readonly string[]
  readonly access: boolean
  /** The tenant's access epoch after it. */
  readonly accessEpoch: number
  /** Version of the tenant's head after it. */
  readonly headVersion: number
}

/** Whom the trail names where the platform itself did something. */
export const PLATFORM_ACTOR: Actor = {
  userId: 'platform',
  email: '',
  name: 'Platform',
  sessionId: '',
  orgId: '',
}

/** An event, and whom its envelope names. */
interface Emission {
  readonly emitted: Emitted
  readonly actorId: string
}
/** Its id, and its place among the tenant's events. */
interface Numbered extends Emission {
  readonly id: string
  readonly sequence: number
}

export class UnitOfWork {
  readonly across: Across
  readonly now: Date
  readonly caller: Caller
  readonly #unit: StoreUnit
  readonly #told: Map<string, Entry[]>
  readonly #emitted: Map<string, Emission[]>
  readonly #heads: Map<string, HeadRecord>
  /** Tenant → claims of it that were read here. */
  readonly #claims: Map<string, DomainClaimRecord[]>

  constructor(unit: StoreUnit, caller: Caller, whole?: UnitOfWork) {
    this.#unit = unit
    this.caller = caller
    this.across = whole?.across ?? new Across(unit)
    this.now = whole?.now ?? unit.settings.now()
    this.#told = whole ? whole.#told : new Map()
    this.#emitted = whole ? whole.#emitted : new Map()
    this.#heads = whole ? whole.#heads : new Map()
    this.#claims = whole ? whole.#claims : new Map()
  }

  /** A part of this same unit that another caller answers for; it is sealed with the whole. */
  as(caller: Partial<Caller>): UnitOfWork {
    return new UnitOfWork(this.#unit, { ...this.caller, ...caller }, this)
  }

  /** A part in which the platform acts instead of a person of another tenant, who is nobody that this one may learn of. */
  asPlatform(): UnitOfWork {
    const because = 'a rule of the platform'
    return this.as({ actor: PLATFORM_ACTOR, onBehalfOf: undefined, because, reason: null })
  }

  /** The actor's context; throws where the procedure runs outside of any organization. */
  get access(): AccessContext {
    if (this.caller.access) return this.caller.access
    throw new CastellanError('UNAUTHENTICATED', 'Choose an organization first.', {})
  }
  get db(): ScopedStore {
    return this.#unit.in(this.access.scope)
  }
  /** In whose name services work: what is made belongs to whoever asked for it, not to who approved it. */
  get actor(): Actor {
    const { actor, onBehalfOf } = this.caller
    return onBehalfOf ? { ...actor, ...onBehalfOf } : actor
  }

  /** Tells the trail of the context's organization. */
  record(told: Told): void {
    this.recordIn(this.access.orgId, told)
  }
  /** Tells the trail of another tenant that the action changed too. */
  recordIn(orgId: string, told: Told): void {
    const { action, because, reason, actor, onBehalfOf } = this.caller
    const by = onBehalfOf ? { ...actor, onBehalfOf } : actor
    const entry: Entry = { action, because, reason, actor: by, ...told }
    this.#told.set(orgId, [...(this.#told.get(orgId) ?? []), entry])
  }

  /** Tells the services of the platform, by an event of the context's organization. */
  emit<T extends EventTypeName>(type: T, subject: string, data: EventData<T>): void {
    this.emitIn(this.access.orgId, type, subject, data)
  }
  /** The same as an event of another tenant that the action changed too. `subject` is the id of what it is about. */
  emitIn<T extends EventTypeName>(orgId: string, type: T, subject: string, data: EventData<T>): void {
    const emission = { emitted: { type, subject, data }, actorId: this.actor.userId }
    this.#emitted.set(orgId, [...(this.#emitted.get(orgId) ?? []), emission])
  }

  /**
   * How many memberships a tenant has at this moment of the unit, without counting them: the number is kept with the
   * tenant's head, which every transaction that changes a membership writes.
   */
  async membersIn(orgId: string): Promise<number> {
    const kept = (await this.#head(orgId))?.members
    return kept === undefined
      ? this.across.tenant(orgId).collection(members).count()
      : kept + this.#unit.grownBy(orgId, members.name)
  }

  /**
   * The state of an organization, its limit of seats and its open invitations, at this moment of the unit: also kept
   * with the head, so that a sign-up needs no more reads for them.
   */
  async standingOf(orgId: string): Promise<Standing | undefined> {
    const kept = (await this.#head(orgId))?.standing
    if (kept && !this.#changesStanding(orgId)) return kept
    const organization = await this.across.organization(orgId)
    if (!organization) return undefined
    const open = this.across.tenant(orgId).collection(invitations).count(eq('state', 'pending'))
    return standingOf(organization, await open)
  }

  /**
   * The claim that enrolled at this domain when this process last changed its tenant; nothing is read. It holds if this
   * unit goes on to write the tenant's head; whoever comes to another end than that calls `requireRead`.
   */
  recentClaim(domain: string): DomainClaimRecord | undefined {
    const known = this.across.domains.remembered(domain)
    if (known) this.#heads.set(known.head.orgId, known.head)
    return known?.claim
  }
  /** Throws, so that the unit runs again on what is read, where it took something for known. */
  requireRead(): void {
    if (this.#unit.leanedOn.size > 0) throw new Error('This is to be decided on what is read.')
  }
  /** A claim that was read here, and enrolls at its domain: the next sign-up there may start from it. */
  keepClaim(claim: DomainClaimRecord): void {
    this.#claims.set(claim.orgId, [...(this.#claims.get(claim.orgId) ?? []), claim])
  }

  #changesStanding = (orgId: string): boolean =>
    this.#wrote(orgId, organizations.name) || this.#wrote(orgId, invitations.name)
  #wrote = (orgId: string, collection: string): boolean => this.#unit.touchedIn(orgId).includes(collection)

  /** Nobody's access says anything of a newcomer; their own is made when they come. */
  #changesAccess = (orgId: string, collection: string): boolean =>
    ACCESS_COLLECTIONS.has(collection) &&
    (collection !== members.name || this.#unit.alters(orgId, collection))

  /** A tenant's head that was read in this transaction already. */
  keepHead(head: HeadRecord): void {
    this.#heads.set(head.orgId, head)
  }

  /** A tenant's head, read once: nothing but the sealing of this unit writes it meanwhile. */
  async #head(orgId: string): Promise<HeadRecord | undefined> {
    const known = this.#heads.get(orgId)
    if (known) return known
    const head = await this.across.tenant(orgId).collection(heads).get(orgId)
    if (head) this.#heads.set(orgId, head)
    return head
  }

  /** The events of a tenant with ids and places that come after its newest. */
  #numbered({ orgId, lastEventId, eventSequence = 0 }: HeadRecord): Numbered[] {
    let id = lastEventId
    return (this.#emitted.get(orgId) ?? []).map((emission, i) => {
      id = ascending(this.#unit.settings.newId(), id)
      return { id, sequence: eventSequence + 1 + i, ...emission }
    })
  }

  /** Writes trails, events and heads of all tenants that were touched; last step inside the transaction. */
  async seal(): Promise<Effect[]> {
    const effects: Effect[] = []
    for (const orgId of new Set([...this.#unit.touched, ...this.#told.keys(), ...this.#emitted.keys()])) {
      // The tenant of the identities has no trail: what happens to an identity is told where it happened.
      const head = orgId === IDENTITIES ? undefined : await this.#head(orgId)
      if (!head) continue
      const db = this.across.tenant(orgId)
      const collections = this.#unit.touchedIn(orgId)
      const access = collections.some((c) => this.#changesAccess(orgId, c))
      const by = { origin: this.caller.origin, now: this.now }
      const events = this.#numbered(head)
      const newest = events.at(-1)
      const changed = {
        collections,
        access,
        lastEventId: newest?.id ?? head.lastEventId,
        eventSequence: newest?.sequence ?? head.eventSequence ?? 0,
        ...(this.#wrote(orgId, members.name) ? { members: await this.membersIn(orgId) } : {}),
        ...(this.#changesStanding(orgId) ? { standing: await this.standingOf(orgId) } : {}),
      }
      const { records, head: after } = await appendToTrail(db, head, this.#told.get(orgId) ?? [], by, changed)
      const { simulated = false } = this.caller
      await writeOutbox(db, events, { orgId, time: this.now.toISOString(), simulated }, records)
      const claimsChanged = this.#wrote(orgId, domainClaims.name)
      this.#unit.left.push({ head: after, read: this.#claims.get(orgId) ?? [], claimsChanged })
      effects.push({ orgId, collections, access, accessEpoch: after.accessEpoch, headVersion: after.version })
    }
    return effects
  }
}

/** Runs a step in a transaction of its own, in the name of whoever called. */
export type Transaction = <R>(step: (work: UnitOfWork) => Promise<R>) => Promise<R>
