/** What is due at times in every workspace. A subject adds its own here; the process that holds the lease runs them. */
import { expireApprovals } from '../approvals/index.ts'
import { type Schedule, sweep } from '../events/flow/index.ts'
import { eraseEnded } from '../tenancy/index.ts'

const MINUTE_MS = 60_000

export const SCHEDULES: readonly Schedule[] = [
  { name: 'end of grace periods', every: 10 * MINUTE_MS, run: (store, signal) => eraseEnded(store, signal) },
  { name: 'approvals that ran out', every: MINUTE_MS, run: expireApprovals },
  sweep,
]
