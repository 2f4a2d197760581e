/** Takes away what the event flow no longer needs: events published and a day old, inbox records of a month ago. */
import { DAY_MS, HOUR_MS } from '../../../src-preload/contract/durations.ts'
import { Across, type Place } from '../../store/across/index.ts'
import { type CollectionSpec, isIn, type Store, type TenantRecord } from '../../store/index.ts'
import { inbox, outbox, outboxOffsets } from '../../store/records/index.ts'
import { leastIdAt } from '../ascending.ts'
import type { Schedule } from './schedule.ts'

/** Events stay this long at least, for whoever wants to look at one. */
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
    const handledBefore = new Date(now - INBOX_MS).toISOString()
    let removed = 0
    // What waits is passed over, so each look begins after the one before.
    let last: string | undefined
    for (let more = true; more && !signal.aborted; ) {
      const places = await flow.eventsBefore(leastIdAt(new Date(now - OUTBOX_MS)), AT_ONCE, last)
      last = places.at(-1)?.id
      more = places.length === AT_ONCE
      removed += await removeAll(store, outbox, await published(store, places))
    }
    for (let more = true; more && !signal.aborted; ) {
      const places = await flow.handledBefore(handledBefore, AT_ONCE)
      more = places.length === AT_ONCE
      removed += await removeAll(store, inbox, places)
    }
    return removed
  },
}

/** Those of events that the broker has. */
async function published(store: Store, places: readonly Place[]): Promise<Place[]> {
  const across = new Across(store)
  const reached = new Map<string, string>()
  for (const orgId of new Set(places.map((place) => place.orgId)))
    reached.set(orgId, (await across.tenant(orgId).collection(outboxOffsets).get(orgId))?.eventId ?? '')
  return places.filter(({ orgId, id }) => id <= (reached.get(orgId) ?? ''))
}

async function removeAll<T extends TenantRecord>(
  store: Store,
  spec: CollectionSpec<T>,
  places: readonly Place[],
): Promise<number> {
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
  return places.length
}
