/**
 * The one middleware chain. Every call of every transport goes through it, in this order: session →
 * context → input validation → access decision → handler → output validation → trail → answer.
 */
import { CastellanError } from '../../src-preload/contract/errors.ts'
import type { ProcedureMeta } from '../../src-preload/contract/procedure.ts'
import { requireChangeable } from '../access/index.ts'
import { Across } from '../store/across/index.ts'
import type { Store, StoreUnit } from '../store/index.ts'
import { type Caller, type Effect, UnitOfWork } from '../work/index.ts'
import { answeredBefore, keepAnswer, onceOf } from './answered.ts'
import { type Asked, askedOf, authorize } from './authorize.ts'
import type { Entry } from './catalogue.ts'
import type { Changes } from './changes.ts'
import type { Contexts, Held } from './contexts.ts'
import type { AnyHandler } from './handler.ts'
import { endingOf, endingWith } from './live.ts'
import { parse } from './parse.ts'
import type { Refusals } from './refusals.ts'
import type { Session } from './session.ts'

export interface Chain {
  readonly store: Store
  readonly contexts: Contexts
  readonly changes: Changes
  readonly refusals: Refusals
  /** Name and version, for the trail's origin. */
  readonly app: string
  /** Where defects go that the caller is not told of. */
  readonly defect: (procedure: string, error: unknown) => void
}

export async function run(
  chain: Chain,
  entry: Entry,
  handler: AnyHandler,
  session: Session,
  raw: unknown,
  signal?: AbortSignal,
): Promise<unknown> {
  const { permission } = entry.meta
  const { user } = session
  if (!('public' in permission) && !user) throw new CastellanError('UNAUTHENTICATED', 'Sign in first.', {})
  const held = await heldBy(chain, entry.meta, session)
  const input = parse(entry, raw)
  const asked = 'operation' in permission ? askedOf(permission, input) : null
  const call = new CallRun(chain, entry, handler, session, user, held, asked, input, signal)
  try {
    return await call.go()
  } catch (error) {
    await call.refused(error)
    throw error
  }
}

async function heldBy(chain: Chain, meta: ProcedureMeta, session: Session): Promise<Held | undefined> {
  if (!session.user || !session.orgId) {
    if ('operation' in meta.permission)
      throw new CastellanError('UNAUTHENTICATED', 'Choose an organization first.', {})
    return undefined
  }
  const held = await chain.contexts.get(session.user.id, session.orgId)
  if (!held && 'operation' in meta.permission)
    throw new CastellanError('UNAUTHENTICATED', 'You are no longer a member of this organization.', {})
  return held
}

class CallRun {
  readonly #chain: Chain
  readonly #entry: Entry
  readonly #handler: AnyHandler
  readonly #session: Session
  /** Whoever called: a job goes on in their name when the session has gone to somebody else. */
  readonly #user: Session['user']
  readonly #held: Held | undefined
  readonly #asked: Asked | null
  readonly #input: unknown
  readonly #signal: AbortSignal | undefined
  readonly #recorded = new WeakSet<CastellanError>()

  constructor(
    chain: Chain,
    entry: Entry,
    handler: AnyHandler,
    session: Session,
    user: Session['user'],
    held: Held | undefined,
    asked: Asked | null,
    input: unknown,
    signal?: AbortSignal,
  ) {
    this.#chain = chain
    this.#entry = entry
    this.#handler = handler
    this.#session = session
    this.#user = user
    this.#held = held
    this.#asked = asked
    this.#input = input
    this.#signal = signal
  }

  async go(): Promise<unknown> {
    if (this.#entry.meta.mode === 'write') return this.#transaction((work) => this.#handle(work))
    const unit = this.#chain.store
    const because = this.#held ? await this.#authorize(unit, this.#held) : ''
    if (!('public' in this.#entry.meta.permission)) await this.#requireUncut(unit, this.#held)
    return this.#handle(new UnitOfWork(unit, this.#caller(this.#held, because)))
  }

  /** A transaction with its own access check, trail and effects. */
  async #transaction<R>(step: (work: UnitOfWork) => Promise<R>): Promise<R> {
    const { store, contexts, changes } = this.#chain
    const done = await store.transaction(async (unit): Promise<{ result: R; effects: Effect[] }> => {
      const within = this.#held && (await contexts.within(unit, this.#held))
      const held = within?.held
      if (this.#held && !held)
        throw new CastellanError('UNAUTHENTICATED', 'You are no longer a member of this organization.', {})
      const once = held && onceOf(this.#entry, held.context, this.#input)
      const before = once && (await answeredBefore(unit.in(held.context.scope), once))
      // Sent again: what the call did may be what it would now be refused for.
      if (before) return { result: before.answer as R, effects: [] }
      const because = held ? await this.#authorize(unit, held) : ''
      await this.#requireUncut(unit, held)
      const work = new UnitOfWork(unit, this.#caller(held, because))
      if (within) work.keepHead(within.head)
      const result = await step(work)
      if (once) await keepAnswer(work.db, once, result, work.now)
      return { result, effects: await work.seal() }
    }, this.#held?.context.orgId)
    await changes.publish(done.effects)
    return done.result
  }

  async #authorize(unit: StoreUnit, held: Held): Promise<string> {
    return this.#asked ? authorize(held.context, unit.in(held.context.scope), this.#asked) : 'own'
  }

  /**
   * What concerns only oneself asks for no permission, and so none is cut where the account is disabled, or where the
   * state of the organization leaves no changes in it.
   */
  async #requireUncut(unit: StoreUnit, held: Held | undefined): Promise<void> {
    const user = this.#user
    if (this.#asked || !user) return
    const active = held
      ? held.context.facts.member.userActive
      : (await new Across(unit).user(user.id))?.state === 'active'
    if (!active) throw new CastellanError('UNAUTHENTICATED', 'Your account is disabled.', {})
    const { permission } = this.#entry.meta
    if (held && 'self' in permission && permission.here) requireChangeable(held.context)
  }

  async #handle(work: UnitOfWork): Promise<unknown> {
    const transaction = async <R>(step: (work: UnitOfWork) => Promise<R>): Promise<R> => {
      try {
        return await this.#transaction(step)
      } catch (error) {
        // A job may go on after its call was answered, and then nobody else would record the refusal.
        await this.refused(error)
        throw error
      }
    }
    const allowed = (): Promise<boolean> => this.#allowed()
    const ending =
      this.#entry.meta.mode === 'stream' && this.#asked
        ? endingOf(this.#session, allowed, this.#signal)
        : undefined
    const signal = ending?.signal ?? this.#signal
    const call = { input: this.#input, session: this.#session, work, signal, transaction, allowed }
    if (!ending) {
      const output = await this.#handler(call)
      return this.#entry.output ? this.#entry.output.parse(output) : output
    }
    try {
      return endingWith((await this.#handler(call)) as AsyncIterable<unknown>, ending)
    } catch (error) {
      ending.end()
      throw error
    }
  }

  /** The decision once more, of the same person in the same organization, by what holds now. */
  async #allowed(): Promise<boolean> {
    const [user, org] = [this.#user, this.#held?.context.orgId]
    const held = user && org ? await this.#chain.contexts.get(user.id, org) : undefined
    if (!held) return false
    try {
      await this.#authorize(this.#chain.store, held)
      return true
    } catch (error) {
      if (error instanceof CastellanError) return false
      throw error
    }
  }

  #caller(held: Held | undefined, because: string): Caller {
    const user = this.#user
    // Each tenant calls its people by its own names; the identity's own is for its owner alone.
    const name = held?.context.facts.member.name ?? user?.name ?? ''
    const { audit } = this.#entry.meta
    const typed = (this.#input as { reason?: string } | undefined)?.reason
    return {
      actor: {
        userId: user?.id ?? '',
        email: user?.email ?? '',
        name,
        sessionId: this.#session.id,
        orgId: held?.context.orgId ?? '',
      },
      origin: { host: this.#session.host, app: this.#chain.app },
      access: held?.context ?? null,
      because,
      reason: typed ?? null,
      action: 'action' in audit ? audit.action : this.#entry.name,
    }
  }

  /** Keeps a refusal in the trail, once however far it travels; anything else is none. */
  async refused(error: unknown): Promise<void> {
    const held = this.#held
    if (!held || !(error instanceof CastellanError) || this.#recorded.has(error)) return
    this.#recorded.add(error)
    const { orgId, userId } = held.context
    const refusal = { orgId, userId, procedure: this.#entry.name, code: error.code }
    const leftOut = this.#chain.refusals.keep(refusal)
    if (leftOut === undefined) return
    try {
      await this.#recordRefusal(held, error, leftOut)
    } catch (defect) {
      // The person is told why they were refused, not that it could not be written down.
      this.#chain.defect(this.#entry.name, defect)
    }
  }

  /** A refusal gets its record in a transaction of its own: the refused one left nothing. */
  async #recordRefusal(held: Held, error: CastellanError, leftOut: number): Promise<void> {
    const { type, id } = this.#asked?.subjects[0] ?? { type: 'member', id: null }
    const more = leftOut > 0 ? `, and ${leftOut} times before without a record of its own` : ''
    const told = {
      resourceType: type,
      resourceId: id,
      summary: `Refused: ${this.#entry.name}${more}`,
      outcome: 'refused' as const,
    }
    const effects = await this.#chain.store.transaction(async (unit) => {
      const work = new UnitOfWork(unit, this.#caller(held, error.message))
      work.record(told)
      return work.seal()
    })
    await this.#chain.changes.publish(effects)
  }
}
