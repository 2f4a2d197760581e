/** How many events an organization had of late, counted from its outbox, which keeps published ones for a day. */
import { HOUR_MS } from '../../../src-preload/contract/durations.ts'
import type { EventHour } from '../../../src-preload/contract/event-flow.ts'
import { range } from '../../store/index.ts'
import { outbox } from '../../store/records/index.ts'
import type { Work } from '../../work/index.ts'
import { leastIdAt } from '../ascending.ts'

const HOURS = 12

/** The hours end now, so that the last one is whole. An event's id begins with its time. */
export const hoursOf = (work: Work): Promise<EventHour[]> =>
  Promise.all(
    Array.from({ length: HOURS }, async (_, place) => {
      const from = new Date(work.now.getTime() - (HOURS - place) * HOUR_MS)
      const to = leastIdAt(new Date(from.getTime() + HOUR_MS))
      // The last hour takes what ascends beyond the clock, too.
      const bounds = { from: leastIdAt(from), ...(place === HOURS - 1 ? {} : { to }) }
      const count = await work.db.collection(outbox).count(range('id', bounds))
      return { from: from.toISOString(), count }
    }),
  )
