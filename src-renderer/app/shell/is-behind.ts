import type { FlowStanding } from '../../../src-preload/contract/event-flow.ts'

/** An event that waits for longer than this is late. */
const LATE_MS = 60_000

/** Whether something waits that should have gone: nobody publishes, or the oldest has waited for a minute. */
export const isBehind = ({ pending, oldestAt, relay }: FlowStanding, now: number): boolean =>
  pending > 0 && (relay === 'nowhere' || (oldestAt !== null && now - Date.parse(oldestAt) > LATE_MS))
