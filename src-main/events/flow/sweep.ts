/** Takes away what the event flow no longer needs: events published a day ago, inbox records of a month ago. */
import { DAY_MS, HOUR_MS } from '../../../src-preload/contract/durations.ts'
import { Across, type Place } from '../../store/across/index.ts'
import { type CollectionSpec, isIn, type Store, type TenantRecord } from '../../store/index.ts'
import { inbox, outbox } from '../../store/records/index.ts'
import type { Schedule } from './schedule.ts'

/** Published events stay this long, for whoever wants to look at one. */
const OUTBOX_MS = DAY_MS
/** A dead letter may be sent again for as long as this: after it, its event would have its effect a second time. */
const INBOX_MS = 30 * DAY_MS
const AT_ONCE = 1_000

export const sweep: Schedule = {
  name: 'sweep of published and handled events',
  every: HOUR_MS,
  run: async (store, signal) => {
    const now = store.settings.now().getTime()
    const { flow } = new Across(store)
    const before = new Date(now - OUTBOX_MS)
    const published = () => flow.publishedBefore(before.toISOString(), leastIdAt(before), AT_ONCE)
    const handledBefore = new Date(now - INBOX_MS).toISOString()
    const handled = () => flow.handledBefore(handledBefore, AT_ONCE)
    return (
      (await removeAll(store, outbox, published, signal)) + (await removeAll(store, inbox, handled, signal))
    )
  },
}

async function removeAll<T extends TenantRecord>(
  store: Store,
  spec: CollectionSpec<T>,
  find: () => Promise<Place[]>,
  signal: AbortSignal,
): Promise<number> {
  let removed = 0
  while (!signal.aborted) {
    const places = await find()
    const byTenant = Map.groupBy(places, (place) => place.orgId)
    await store.transaction(async (unit) => {
      const across = new Across(unit)
      for (const [orgId, found] of byTenant)
        await across
          .tenant(orgId)
          .collection(spec)
          .removeWhere(
            isIn(
              'id',
              found.map((place) => place.id),
            ),
          )
    })
    removed += places.length
    if (places.length < AT_ONCE) break
  }
  return removed
}

/** UUIDs of the seventh version begin with their time in milliseconds: all made at or after `at` sort after this. */
export function leastIdAt(at: Date): string {
  const hex = at.getTime().toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}`
}
