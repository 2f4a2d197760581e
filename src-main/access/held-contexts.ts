/**
 * The contexts that are kept, by person and then by organization. What a look-up costs is memory waited for: a table
 * of an organization's own would be three pieces of memory more than the one chain that a person has.
 */
import type { AccessContext } from './model.ts'

/** Without a prototype: see the permission set's names. */
const table = (): Record<string, AccessContext | undefined> => Object.create(null)

/** A context may be kept in one of these at a time. */
export class HeldContexts {
  #byUser = table()
  /** Whom to forget with an organization; a person is in it once. */
  readonly #users = new Map<string, string[]>()

  get(userId: string, orgId: string): AccessContext | undefined {
    let context = this.#byUser[userId]
    while (context !== undefined && context.orgId !== orgId) context = context.beside
    return context
  }

  /** Keeps it in the place of what was kept of the same person in the same organization. */
  keep(context: AccessContext): void {
    const { userId, orgId } = context
    if (this.get(userId, orgId) === undefined) {
      const users = this.#users.get(orgId)
      if (users === undefined) this.#users.set(orgId, [userId])
      else users.push(userId)
    }
    context.beside = this.#elsewhere(userId, orgId)
    this.#byUser[userId] = context
  }

  /** Forgets the contexts of everybody in an organization. */
  drop(orgId: string): void {
    for (const userId of this.#users.get(orgId) ?? []) {
      const left = this.#elsewhere(userId, orgId)
      if (left === undefined) delete this.#byUser[userId]
      else this.#byUser[userId] = left
    }
    this.#users.delete(orgId)
  }
  clear(): void {
    this.#byUser = table()
    this.#users.clear()
  }

  /** A person's contexts but that of one organization, chained anew. */
  #elsewhere(userId: string, orgId: string): AccessContext | undefined {
    let chain: AccessContext | undefined
    let next: AccessContext | undefined
    for (let context = this.#byUser[userId]; context !== undefined; context = next) {
      next = context.beside
      if (context.orgId === orgId) continue
      context.beside = chain
      chain = context
    }
    return chain
  }
}
