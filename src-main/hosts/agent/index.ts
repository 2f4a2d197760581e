/**
 * The console without a window: relay, consumers and schedules of one workspace, for a server that is always on. The
 * rule it keeps: it can be stopped at any moment, and what it was doing is ended or begun again, never lost.
 */
export { runAgent } from './agent.ts'
