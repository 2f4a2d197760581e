/**
 * Compiled access contexts, kept until anything they were made from changes. A context is used in a
 * write only if its epoch is the one that the transaction reads; elsewhere a change of this process
 * drops it at once, one of another process when its head record is seen (well within a second).
 */
import { type AccessContext, HeldContexts } from '../access/index.ts'
import { Across } from '../store/across/index.ts'
import type { Store, StoreUnit } from '../store/index.ts'
import { type HeadRecord, heads } from '../store/records/index.ts'
import { contextOf } from '../tenancy/index.ts'

export interface Held {
  readonly context: AccessContext
  readonly epoch: number
}

/** What a transaction found to hold, and the tenant's head that it read for it. */
export interface HeldWithin {
  readonly held: Held
  readonly head: HeadRecord
}

export class Contexts {
  readonly #store: Store
  readonly #held = new HeldContexts()
  /** Organization → the access epoch that its contexts are of. */
  readonly #epochs = new Map<string, number>()
  constructor(store: Store) {
    this.#store = store
  }

  /** The context of a user in an organization, or undefined where they are no member or it does not exist. */
  async get(userId: string, orgId: string): Promise<Held | undefined> {
    const context = this.#held.get(userId, orgId)
    const epoch = this.#epochs.get(orgId)
    if (context && epoch !== undefined) return { context, epoch }
    const made = (await makeContext(this.#store, userId, orgId))?.held
    if (!made) return undefined
    this.#keep(made)
    // Something may have changed while the facts were read: keep only what is still true.
    const head = await new Across(this.#store).tenant(orgId).collection(heads).get(orgId)
    if (head?.accessEpoch !== made.epoch) this.drop(orgId)
    return made
  }

  /** Checks against the transaction's own view, and makes the context anew where it is stale. */
  async within(unit: StoreUnit, held: Held): Promise<HeldWithin | undefined> {
    const { orgId, userId } = held.context
    const head = await new Across(unit).tenant(orgId).collection(heads).get(orgId)
    if (head?.accessEpoch === held.epoch) return { held, head }
    this.drop(orgId)
    return makeContext(unit, userId, orgId)
  }

  #keep({ context, epoch }: Held): void {
    if (this.#epochs.get(context.orgId) !== epoch) this.drop(context.orgId)
    this.#epochs.set(context.orgId, epoch)
    this.#held.keep(context)
  }

  drop(orgId: string): void {
    this.#held.drop(orgId)
    this.#epochs.delete(orgId)
  }
  dropAll(): void {
    this.#held.clear()
    this.#epochs.clear()
  }
}

async function makeContext(unit: StoreUnit, userId: string, orgId: string): Promise<HeldWithin | undefined> {
  const across = new Across(unit)
  // The epoch first: facts that are newer than it are found out at the next look, older ones never. Both are read also
  // where there is no head: an organization that does not exist takes as long as one of others.
  const head = await across.tenant(orgId).collection(heads).get(orgId)
  const context = await contextOf(across, orgId, userId)
  return head && context && { held: { context, epoch: head.accessEpoch }, head }
}
