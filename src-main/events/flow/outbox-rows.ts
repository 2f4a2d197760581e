/** The outbox as the relay reads and marks it. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { Across } from '../../store/across/index.ts'
import { eq, isIn, type Store, type StoreUnit } from '../../store/index.ts'
import { type OutboxRecord, outbox } from '../../store/records/index.ts'

/** Commands that mark at the same time: the server writes its journal once for those that come together. */
const LANES = 32

/** `overtaken`: something that comes earlier appeared meanwhile; begin again from the oldest. */
export type Taken =
  | { readonly kind: 'rows'; readonly rows: readonly OutboxRecord[] }
  | { readonly kind: 'overtaken' }

/** What is known to wait, from the oldest on: so many, up to the id of the last one. */
export interface Waiting {
  readonly last: string
  readonly count: number
}

export const anyWaits = async (store: Store): Promise<boolean> =>
  (await new Across(store).flow.pendingEvents(1)).length > 0

/** Of one tenant what waits longest. */
export const oldestOf = (store: Store, orgId: string): Promise<OutboxRecord | undefined> =>
  new Across(store).tenant(orgId).collection(outbox).first(eq('state', 'pending'))

/**
 * What waits after the `known`, the oldest ids first. Of one tenant ids ascend in the order of commits, but of two
 * processes' clocks one may be behind: it is right only if nothing waits up to there but what is known. Both are asked
 * in one transaction, which sees one moment; a plain read of several rows does not.
 */
export const take = (store: Store, limit: number, known: Waiting): Promise<Taken> =>
  store.transaction(async (unit): Promise<Taken> => {
    const { flow } = new Across(unit)
    if (known.count === 0) return { kind: 'rows', rows: await flow.pendingEvents(limit) }
    // The last one waits too, and is not counted here.
    if ((await flow.countPending(known.last)) + 1 !== known.count) return { kind: 'overtaken' }
    return { kind: 'rows', rows: await flow.pendingEvents(limit, known.last) }
  })

/**
 * Marks what the broker has for good. Done twice it does nothing. In a file it is one transaction, which costs one
 * sync of the disk and ends with its process; between its statements the publisher has its turn. On a server it is
 * one command for each tenant: a transaction that a killed process leaves open would keep its events from being marked
 * by another for as long as it lasts.
 */
export async function markPublished(store: Store, rows: readonly OutboxRecord[]): Promise<void> {
  if (rows.length === 0) return
  const byTenant = [...Map.groupBy(rows, ({ orgId }) => orgId)]
  const publishedAt = store.settings.now().toISOString()
  const file = store.kind === 'sqlite'
  const markEach = async (unit: StoreUnit, left: typeof byTenant): Promise<void> => {
    const across = new Across(unit)
    for (let next = left.pop(); next; next = left.pop()) {
      const [orgId, list] = next
      const ids = isIn(
        'id',
        list.map(({ id }) => id),
      )
      await across.tenant(orgId).collection(outbox).changeWhere(ids, { state: 'published', publishedAt })
      if (file) await nextTurn()
    }
  }
  if (file) await store.transaction((unit) => markEach(unit, [...byTenant]))
  else await Promise.all(Array.from({ length: LANES }, () => markEach(store, byTenant)))
}
