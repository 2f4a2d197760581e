/** What is due at times in every workspace. A subject adds its own here; the process that holds the lease runs them. */
import type { Schedule } from '../events/flow/index.ts'

export const SCHEDULES: readonly Schedule[] = []
