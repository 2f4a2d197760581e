/** The outbox as the relay reads and marks it. */
import { Across } from '../../store/across/index.ts'
import { isIn, type Store } from '../../store/index.ts'
import { type OutboxRecord, outbox } from '../../store/records/index.ts'

/** Commands that mark at the same time. */
const LANES = 8

/** `overtaken`: something that comes earlier appeared meanwhile; begin again from the oldest. */
export type Taken =
  | { readonly kind: 'rows'; readonly rows: readonly OutboxRecord[] }
  | { readonly kind: 'overtaken' }

export const anyWaits = async (store: Store): Promise<boolean> =>
  (await new Across(store).flow.pendingEvents(1)).length > 0

/**
 * What waits, the oldest ids first. Of one tenant ids ascend in the order of commits, but of two processes' clocks
 * one may be behind: after `cursor` is right only if nothing waits up to it but the `known` ones. Both are asked in one
 * transaction, which sees one moment; a plain read of several rows does not.
 */
export const take = (
  store: Store,
  limit: number,
  after?: { readonly cursor: string; readonly known: number },
): Promise<Taken> =>
  store.transaction(async (unit): Promise<Taken> => {
    const { flow } = new Across(unit)
    // The one at the cursor waits too: it is under way or held up.
    if (after && (await flow.countPending(after.cursor)) + 1 !== after.known) return { kind: 'overtaken' }
    return { kind: 'rows', rows: await flow.pendingEvents(limit, after?.cursor) }
  })

/**
 * Marks what the broker has for good, one command for each tenant. Done twice it does nothing. No transaction: one
 * that a killed process leaves open would keep its events from being marked by another for as long as it lasts.
 */
export async function markPublished(store: Store, rows: readonly OutboxRecord[]): Promise<void> {
  const byTenant = new Map<string, string[]>()
  for (const { orgId, id } of rows) {
    const ids = byTenant.get(orgId)
    if (ids) ids.push(id)
    else byTenant.set(orgId, [id])
  }
  const publishedAt = store.settings.now().toISOString()
  const across = new Across(store)
  const waiting = [...byTenant]
  const lane = async (): Promise<void> => {
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const [orgId, ids] = next
      const list = across.tenant(orgId).collection(outbox)
      await list.changeWhere(isIn('id', ids), { state: 'published', publishedAt })
    }
  }
  await Promise.all(Array.from({ length: Math.min(LANES, waiting.length) }, lane))
}
