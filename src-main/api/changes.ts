/** Tells caches and open sessions what committed units changed, in this process and in others. */

import { Across } from '../store/across/index.ts'
import type { Store } from '../store/index.ts'
import { heads } from '../store/records/index.ts'
import type { Effect } from '../work/index.ts'
import type { Contexts } from './contexts.ts'
import type { Session } from './session.ts'

export class Changes {
  readonly #store: Store
  readonly #contexts: Contexts
  readonly #sessions = new Set<Session>()
  /** Newest head version told per organization, so that one's own changes are not told twice. */
  readonly #told = new Map<string, number>()

  constructor(store: Store, contexts: Contexts) {
    this.#store = store
    this.#contexts = contexts
  }

  add(session: Session): void {
    this.#sessions.add(session)
  }
  remove(session: Session): void {
    this.#sessions.delete(session)
  }

  /** Listens to the heads, which every change of a tenant writes. Answers how to stop. */
  async start(): Promise<() => Promise<void>> {
    const changed = (orgId: string): void => void this.#elsewhere(orgId).catch(() => this.#lost())
    return this.#store.watch(heads, changed, () => this.#lost())
  }

  async publish(effects: readonly Effect[]): Promise<void> {
    for (const effect of effects) {
      if ((this.#told.get(effect.orgId) ?? 0) >= effect.headVersion) continue
      this.#told.set(effect.orgId, effect.headVersion)
      if (effect.access) this.#contexts.drop(effect.orgId)
      const inside = [...this.#sessions].filter((s) => s.orgId === effect.orgId)
      for (const session of inside) {
        if (effect.access) await this.#recheck(session)
        if (session.orgId === effect.orgId && effect.collections.length > 0)
          session.send({ kind: 'changed', collections: [...effect.collections] })
      }
    }
  }

  async #elsewhere(orgId: string): Promise<void> {
    const head = await new Across(this.#store).tenant(orgId).collection(heads).get(orgId)
    if (!head) return
    const access = this.#contexts.isStale(orgId, head.accessEpoch)
    await this.publish([{ orgId, collections: head.touched, access, headVersion: head.version }])
  }

  /** Ends the session's context where nothing is left of it, else has the window read it again. */
  async #recheck(session: Session): Promise<void> {
    const { user, orgId } = session
    if (!user || !orgId) return
    const facts = (await this.#contexts.get(user.id, orgId))?.context.facts
    if (facts?.member.state === 'active' && facts.organization.state !== 'closed')
      return session.send({ kind: 'access' })
    const because = facts ? 'Your membership here is suspended.' : 'You are no longer a member here.'
    session.send({ kind: 'ended', because })
    // The signal has to leave before the context's subscriptions are cut.
    setImmediate(() => session.orgId === orgId && session.enter(null))
  }

  /** Notice may have been missed: forget everything, have every window read again. */
  #lost(): void {
    this.#contexts.dropAll()
    for (const session of this.#sessions)
      void this.#recheck(session).catch(() => session.send({ kind: 'access' }))
  }
}
