/** Tells caches and open sessions what committed units changed, in this process and in others. */

import { ENDED } from '../../src-preload/contract/session.ts'
import type { AccessFacts } from '../access/model.ts'
import { Across } from '../store/across/index.ts'
import type { Store } from '../store/index.ts'
import { heads, organizations } from '../store/records/index.ts'
import type { Effect } from '../work/index.ts'
import type { Contexts } from './contexts.ts'
import type { Session } from './session.ts'
import { type Place, Told } from './told.ts'

export class Changes {
  readonly #store: Store
  readonly #contexts: Contexts
  readonly #sessions = new Set<Session>()
  /** What was told per organization, so that nothing is told twice and nothing is left out. */
  readonly #told = new Map<string, Told>()
  /** The access epoch of each organization for which its sessions were last looked at. */
  readonly #epochs = new Map<string, number>()
  /** What is being told of each organization. */
  readonly #telling = new Map<string, Promise<void>>()
  /** The operators' tenant, once it is known. */
  #platform: string | undefined

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
    const changed = (orgId: string, _id: string, version?: number): void =>
      void this.noticed(orgId, version).catch(() => this.#lost())
    return this.#store.watch(heads, changed, () => this.#lost())
  }

  /** Units that this process committed. They may come in another order than they were committed in. */
  async publish(effects: readonly Effect[]): Promise<void> {
    for (const { orgId, collections, access, accessEpoch, headVersion } of effects) {
      // Its sessions are looked at as of this epoch or a later one, and with it for all that came before.
      if (access) {
        this.#contexts.drop(orgId)
        this.#epochs.set(orgId, Math.max(accessEpoch, this.#epochs.get(orgId) ?? 0))
      }
      await this.#tell(orgId, this.#toldOf(orgId).one(headVersion), collections, access)
    }
  }

  /**
   * A head was written, here or elsewhere. It says what its newest unit touched, and whether any unit since the last
   * look changed access. Where others came between, windows read all again. It is not read where its version was told
   * already: most heads that are written while somebody works here are written here.
   */
  async noticed(orgId: string, version?: number): Promise<void> {
    if (version !== undefined && this.#epochs.has(orgId) && this.#toldOf(orgId).knows(version)) return
    const head = await new Across(this.#store).tenant(orgId).collection(heads).get(orgId)
    if (!head) return
    const access = this.#epochs.get(orgId) !== head.accessEpoch
    this.#epochs.set(orgId, head.accessEpoch)
    const place = this.#toldOf(orgId).all(head.version)
    // What changed access may lie before the first version that was told, which was one of this process's own.
    await this.#tell(orgId, place === 'again' && access ? 'gap' : place, head.touched, access)
  }

  async #tell(orgId: string, place: Place, collections: readonly string[], access: boolean): Promise<void> {
    // The store's own notice may be quicker than whoever made the change, who waits for what it began all the same.
    if (place === 'again') return this.#telling.get(orgId)?.catch(() => undefined)
    const telling = this.#tellAll(orgId, collections, access, place === 'gap')
    this.#telling.set(orgId, telling)
    await telling
  }

  /** @param gap whether there was more than these collections say: then a window reads all again, as after `access` */
  async #tellAll(
    orgId: string,
    collections: readonly string[],
    access: boolean,
    gap: boolean,
  ): Promise<void> {
    if (access) this.#contexts.drop(orgId)
    for (const session of [...this.#sessions].filter((s) => s.orgId === orgId)) {
      if (access && !(await this.#recheck(session))) continue
      if (session.orgId !== orgId) continue
      if (gap && !access) session.send({ kind: 'access' })
      if (collections.length > 0) session.send({ kind: 'changed', collections: [...collections] })
    }
    if (gap || collections.includes(organizations.name))
      await this.#tellOperators(orgId).catch(() => this.#lost())
  }

  /** Operators look at all organizations: they are told that one of them changed, and neither which nor how. */
  async #tellOperators(orgId: string): Promise<void> {
    const across = new Across(this.#store)
    this.#platform ??= (await across.organizationBySlug('platform'))?.id
    const isOperators = (s: Session): boolean => s.orgId === this.#platform
    if (this.#platform === undefined || orgId === this.#platform) return
    if (![...this.#sessions].some(isOperators)) return
    // Personal spaces come with each newcomer, and are on no list.
    if ((await across.organization(orgId))?.kind !== 'organization') return
    for (const session of [...this.#sessions].filter(isOperators))
      session.send({ kind: 'changed', collections: [organizations.name] })
  }

  #toldOf(orgId: string): Told {
    const known = this.#told.get(orgId) ?? new Told()
    this.#told.set(orgId, known)
    return known
  }

  /** Has the window read all again; false where nothing is left of the session's context, which then ends. */
  async #recheck(session: Session): Promise<boolean> {
    const { user, orgId } = session
    if (!user || !orgId) return false
    const facts = (await this.#contexts.get(user.id, orgId))?.context.facts
    const because = endedBecause(facts)
    if (because === undefined) {
      session.send({ kind: 'access' })
      return true
    }
    session.send({ kind: 'ended', because })
    // The signal has to leave before the context's subscriptions are cut.
    setImmediate(() => {
      if (session.user?.id !== user.id) return
      if (facts?.member.userActive === false) session.end()
      else if (session.orgId === orgId) session.enter(null)
    })
    return false
  }

  /** Notice may have been missed: forget everything, have every window read again. */
  #lost(): void {
    this.#contexts.dropAll()
    for (const session of this.#sessions)
      void this.#recheck(session).catch(() => session.send({ kind: 'access' }))
  }
}

/** Why nothing is left of a context; undefined while something is. */
function endedBecause(facts: AccessFacts | undefined): string | undefined {
  if (!facts) return ENDED.gone
  if (!facts.member.userActive) return ENDED.disabled
  if (facts.member.state !== 'active') return ENDED.suspended
  return facts.organization.state === 'closed' ? ENDED.closed : undefined
}
