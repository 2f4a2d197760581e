/**
 * The console's own consumers. An event has its effect once: its id is written into the tenant's inbox in the
 * transaction of the effect, so that one that is delivered again finds itself there. What can never succeed goes to
 * the dead letters with the reason; what may succeed later is tried again. While the database is away nothing is an
 * attempt: deliveries stay in hand, which holds back those behind them, until it answers.
 */
import { CastellanError, type ErrorCode } from '../../../src-preload/contract/errors.ts'
import {
  type CloudEvent,
  EVENT_TYPES,
  type EventData,
  type EventTypeName,
  routingKey,
} from '../../../src-preload/contract/event-types/index.ts'
import {
  type Broker,
  type Delivery,
  type FailureCode,
  plainSentence,
  type Verdict,
  type WorkQueue,
  type WorkSubscription,
} from '../../broker/index.ts'
import { Across } from '../../store/across/index.ts'
import type { Store } from '../../store/index.ts'
import { IDENTITIES, inbox, type OrganizationRecord } from '../../store/records/index.ts'
import { platformUnit, type Work } from '../../work/index.ts'
import { readEvent } from '../envelope.ts'
import { backOff, Later } from './later.ts'

export interface Received<T extends EventTypeName = EventTypeName> {
  readonly event: CloudEvent
  readonly data: EventData<T>
  /** The tenant that the event is of. */
  readonly organization: OrganizationRecord
  /**
   * For everything that the event changes. A queue brings many of one tenant at once, and they would meet at its head:
   * those with the same `lane`, the tenant where none is given, wait for each other from the start.
   */
  readonly transaction: <R>(step: (work: Work) => Promise<R>, lane?: string) => Promise<R>
}
/** Has the event's effect; throws a `CastellanError` where it must be refused. */
export type Effect<T extends EventTypeName> = (received: Received<T>) => Promise<void>

/** What is done with each type that a queue carries. */
export type Effects = { readonly [T in EventTypeName]?: Effect<T> }

export interface ConsumerFigures {
  readonly queue: string
  /** Whether the queue is read now. */
  readonly reads: boolean
  readonly done: number
  /** Delivered again after they had had their effect. */
  readonly repeated: number
  readonly retried: number
  readonly dead: number
  /** Times that the database was away when a delivery came to its turn. */
  readonly held: number
}

/** Refusals that may pass: another change was under way, or something other than the database is away. */
const PASSING: ReadonlySet<ErrorCode> = new Set(['UNAVAILABLE', 'INTERNAL', 'CONFLICT', 'VERSION_CONFLICT'])

const PREFETCH = 20
const FIRST_PAUSE_MS = 250
const LONGEST_PAUSE_MS = 5_000
/** A delivery stays in hand for so long at most: after half an hour without an answer RabbitMQ takes it away. */
const HOLD_MS = 300_000

const isAway = (error: unknown): error is CastellanError =>
  error instanceof CastellanError &&
  error.code === 'UNAVAILABLE' &&
  'what' in error.data &&
  error.data.what === 'database'

const DONE: Verdict = { kind: 'done' }
const dead = (code: FailureCode, reason: string): Verdict => ({ kind: 'dead', reason, code })

/** Thrown to leave the transaction of an event that has had its effect already. */
class Repeated extends Error {}

export class Consumer {
  readonly #store: Store
  readonly #queue: WorkQueue
  readonly #effects: Effects
  readonly #defect: (where: string, error: unknown) => void
  readonly #holdMs: number
  readonly #later = new Later()
  /** The operators' own tenant, which sign-ups come in the name of: it never becomes another one. */
  #platform: OrganizationRecord | undefined
  #subscription: WorkSubscription | undefined
  readonly #underWay = new Set<Promise<Verdict>>()
  readonly #counts = { done: 0, repeated: 0, retried: 0, dead: 0, held: 0 }

  /** @param holdMs how long a delivery stays in hand while the database is away */
  constructor(
    store: Store,
    queue: WorkQueue,
    effects: Effects,
    defect: (where: string, error: unknown) => void,
    holdMs = HOLD_MS,
  ) {
    this.#store = store
    this.#queue = queue
    this.#effects = effects
    this.#defect = defect
    this.#holdMs = holdMs
  }

  figures(): ConsumerFigures {
    return { queue: this.#queue.name, reads: this.#subscription?.reads() ?? false, ...this.#counts }
  }

  /** @param prefetch deliveries that are under way at once */
  async start(broker: Broker, prefetch = PREFETCH): Promise<void> {
    this.#subscription = await broker.consume(this.#queue, prefetch, (delivery) => this.handle(delivery))
  }

  /** Takes nothing new and resolves when nothing is being handled; what waits for the database is given back. */
  async stop(): Promise<void> {
    const closing = this.#subscription?.close()
    this.#later.stop()
    await closing
    while (this.#underWay.size > 0) await Promise.allSettled(this.#underWay)
  }

  /** Never rejects. */
  handle(delivery: Delivery): Promise<Verdict> {
    const work = this.#handle(delivery).finally(() => this.#underWay.delete(work))
    this.#underWay.add(work)
    return work
  }

  async #handle(delivery: Delivery): Promise<Verdict> {
    const since = performance.now()
    for (let attempt = 0; ; attempt += 1) {
      const answer = await this.#attempt(delivery)
      if (!isAway(answer)) return answer
      this.#counts.held += 1
      await this.#later.pause(backOff(attempt, FIRST_PAUSE_MS, LONGEST_PAUSE_MS))
      if (this.#later.stopped || performance.now() - since > this.#holdMs)
        return { kind: 'later', reason: answer.message, code: answer.code }
    }
  }

  /** Answers the error where the database is away. */
  async #attempt(delivery: Delivery): Promise<Verdict | CastellanError> {
    try {
      const verdict = await this.#judge(delivery)
      this.#counts[verdict.kind === 'done' ? 'done' : 'dead'] += 1
      return verdict
    } catch (error) {
      if (error instanceof Repeated) {
        this.#counts.repeated += 1
        return DONE
      }
      return isAway(error) ? error : this.#refusal(error)
    }
  }

  #refusal(error: unknown): Verdict {
    if (!(error instanceof CastellanError)) this.#defect(`consumer of ${this.#queue.name}`, error)
    else if (!PASSING.has(error.code)) {
      this.#counts.dead += 1
      return dead(error.code, error.message)
    }
    this.#counts.retried += 1
    // What an unexpected error says is for the log, not for a header that others read.
    return error instanceof CastellanError
      ? { kind: 'retry', reason: error.message, code: error.code }
      : { kind: 'retry', reason: plainSentence('DEFECT'), code: 'DEFECT' }
  }

  async #judge({ body, exchange, routingKey: key }: Delivery): Promise<Verdict> {
    const read = readEvent(body)
    if (!read.ok) return dead('UNREADABLE', read.reason)
    const { event } = read
    // The broker holds a publisher to keys per exchange: by one that it bound to ours itself it could name any.
    if (exchange !== EVENT_TYPES[event.type].exchange || key !== routingKey(event.type, event.orgid))
      return dead('MISROUTED', plainSentence('MISROUTED'))
    const effect = this.#effects[event.type]
    if (!effect) return dead('NOT_FOR_THIS_QUEUE', `${event.type} is nothing that this queue is for.`)
    const organization = await this.#tenantOf(event.orgid)
    const simulated = event.simulated === true
    const cause = {
      action: event.type,
      host: simulated ? 'simulator' : 'broker',
      because: simulated ? `simulated event ${event.id}` : `event ${event.id}`,
      simulated,
    }
    const own = organization.kind === 'platform' ? undefined : organization.id
    const transaction: Received['transaction'] = (step, lane = own) =>
      platformUnit(this.#store, { ...cause, lane }, async (work) => {
        await once(work, inboxOf(organization), event)
        return step(work)
      })
    // The data was read by the type's own schema.
    const data = event.data as EventData<EventTypeName>
    await (effect as Effect<EventTypeName>)({ event, data, organization, transaction })
    return DONE
  }

  /** The tenant named by id; the operators' own also by its short name, for events that are of no organization yet. */
  async #tenantOf(orgid: string): Promise<OrganizationRecord> {
    const across = new Across(this.#store)
    if (orgid === 'platform') this.#platform ??= await across.organizationBySlug(orgid)
    const found = orgid === 'platform' ? this.#platform : await across.organization(orgid)
    if (!found)
      throw new CastellanError('NOT_FOUND', 'There is no such organization here.', { type: 'organization' })
    return found
  }
}

/**
 * Where an event is noted: with the tenant that it is of. One that is of no organization yet, such as a sign-up, is
 * noted beside the identities, which have no head: with the operators' tenant all sign-ups of the platform would wait
 * for one another.
 */
const inboxOf = ({ id, kind }: OrganizationRecord): string => (kind === 'platform' ? IDENTITIES : id)

/** Writes the event into the inbox. Throws `Repeated` where the index says that it is there. */
async function once(work: Work, orgId: string, { id, type }: CloudEvent): Promise<void> {
  const list = work.across.tenant(orgId).collection(inbox)
  try {
    await list.insert({ eventId: id, type })
  } catch (error) {
    if (error instanceof CastellanError && error.code === 'CONFLICT') throw new Repeated()
    throw error
  }
}
