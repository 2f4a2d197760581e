/** What the agent tells of itself and of the workspace: counts and states, nothing of any tenant. */
import type { FlowStanding } from '../../../src-preload/contract/event-flow.ts'
import { type FlowFigures, notReadBy, ofBroker, standingOfAll } from '../../events/flow/index.ts'
import type { Workspace } from '../../workspace/index.ts'

export interface AgentStanding {
  readonly workspace: string
  readonly database: { readonly up: boolean; readonly server: string }
  /** Null while the database cannot be asked. */
  readonly events: FlowStanding | null
  readonly broker: FlowStanding['broker']
  readonly flow: FlowFigures | null
  /** Queues that it is to read, and does not at the moment. */
  readonly notRead: readonly string[]
  /** Dead letters per queue; empty while the broker cannot be asked. */
  readonly deadLetters: readonly { readonly queue: string; readonly messages: number }[]
  /** Events nobody was bound to, as far as the broker still holds them; null while it cannot be asked. */
  readonly unrouted: number | null
  readonly now: Date
}

export async function standingOfAgent({ name, store, broker, flow }: Workspace): Promise<AgentStanding> {
  const nothing = (): null => null
  const [ping, events, deadLetters, unrouted] = await Promise.all([
    store.ping().catch(nothing),
    standingOfAll(store, { broker, flow }).catch(nothing),
    ofBroker(broker, (one) => one.deadLetters.counts()),
    ofBroker(broker, (one) => one.unrouted()),
  ])
  return {
    workspace: name,
    database: { up: ping !== null, server: ping?.server ?? '' },
    events,
    broker: broker.state(),
    flow: flow?.figures() ?? null,
    notRead: flow ? notReadBy(flow) : [],
    deadLetters: deadLetters ?? [],
    unrouted,
    now: store.settings.now(),
  }
}

/** Everything answers, it reads its queues, and somebody publishes: this agent, or another process of the workspace. */
export const isHealthy = ({ database, broker, events, notRead }: AgentStanding): boolean =>
  database.up &&
  broker.state === 'up' &&
  notRead.length === 0 &&
  events !== null &&
  events.relay !== 'nowhere'

/** Seconds that the oldest event has waited; 0 where none waits. */
export const lagOf = ({ events, now }: AgentStanding): number =>
  events?.oldestAt ? Math.max(0, (now.getTime() - Date.parse(events.oldestAt)) / 1000) : 0
