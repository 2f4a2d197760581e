/** A transaction in the name of the platform itself: founding, schedules, and what comes in from the broker. */
import type { Store } from '../store/index.ts'
import { PLATFORM_ACTOR, UnitOfWork } from './unit-of-work.ts'

/** What the trail says of a change that no person made from a window. */
export interface PlatformCause {
  /** The trail's action, unless the service names one. */
  readonly action: string
  /** Which part of the platform did it: `founding`, `schedule`, `broker`; `simulator` where nobody really did. */
  readonly host: string
  /** Why it was allowed: the rule or the message that asked for it. */
  readonly because: string
  /** What was done has the mark of the simulator in trails and events. */
  readonly simulated?: boolean
  /** What it is known to meet others in, as in `Adapter.transaction`. */
  readonly lane?: string
}

/** Runs `step` in one transaction, with its trails and events. */
export const platformUnit = <R>(
  store: Store,
  { action, host, because, simulated, lane }: PlatformCause,
  step: (work: UnitOfWork) => Promise<R>,
): Promise<R> =>
  store.transaction(async (unit) => {
    const actor = { ...PLATFORM_ACTOR, sessionId: host }
    const origin = { host, app: 'castellan' }
    const caller = { actor, origin, access: null, because, reason: null, action, simulated }
    const work = new UnitOfWork(unit, caller)
    const result = await step(work)
    await work.seal()
    return result
  }, lane)
