/** Effects that know nothing of repetitions: each time one is had there is one row more, and only the inbox keeps it single. */
import { randomUUID } from 'node:crypto'
import type { Effect, Effects, Received } from '../../src-main/events/flow/index.ts'
import { eq, type ScopedStore } from '../../src-main/store/index.ts'
import { usageRecords } from '../../src-main/store/records/index.ts'
import { EVENT_TYPE_NAMES, type EventTypeName } from '../../src-preload/contract/event-types/index.ts'

/** Whose use the rows are, by which they are known among real ones. */
const COUNTED = 'counted'

/** The same effects, each of which writes a row more in its own transaction. */
export function counting(effects: Effects): Effects {
  const counted = ([type, effect]: [string, unknown]) => [
    type,
    (received: Received) =>
      (effect as Effect<EventTypeName>)({
        ...received,
        transaction: (step) =>
          received.transaction(async (work) => {
            await work.across.tenant(received.organization.id).collection(usageRecords).insert({
              usageId: randomUUID(),
              userId: COUNTED,
              teamId: null,
              model: received.event.id,
              units: 1,
              occurredAt: received.event.time,
            })
            return step(work)
          }),
      }),
  ]
  return Object.fromEntries(Object.entries(effects).map(counted))
}

/** Every type of event, with no other effect than to be counted. */
export const COUNTING: Effects = counting(
  Object.fromEntries(
    EVENT_TYPE_NAMES.map((type) => [type, ({ transaction }: Received) => transaction(async () => undefined)]),
  ),
)

/** Ids of the events that had their effect in a tenant, one for each time that they had it. */
export async function effectsIn(tenant: ScopedStore): Promise<string[]> {
  const ids: string[] = []
  const sort = { field: 'id', direction: 'asc' } as const
  for await (const row of tenant.collection(usageRecords).each(eq('userId', COUNTED), sort))
    ids.push(row.model)
  return ids.sort()
}
