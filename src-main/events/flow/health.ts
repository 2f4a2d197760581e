/** How the parts that move events run, for the operators: counts and times of the whole platform. */
import type { FlowHealth } from '../../../src-preload/contract/health.ts'
import type { Broker } from '../../broker/index.ts'
import { Across } from '../../store/across/index.ts'
import type { StoreUnit } from '../../store/index.ts'
import { FLOW_LEASE, type Flow } from './flow.ts'
import { type FlowHere, standingOfAll } from './standing.ts'

const NEVER = { ranAt: null, count: 0, failures: 0 }

/** The queues that this process is to read, and does not at the moment. */
export const notReadBy = (flow: Flow): string[] =>
  flow
    .figures()
    .consumers.filter((c) => !c.reads)
    .map((c) => c.queue)

/** What a broker tells; null while it is away. Nobody who looks how things stand waits until it was tried to reach it. */
export async function ofBroker<R>(broker: Broker, ask: (broker: Broker) => Promise<R>): Promise<R | null> {
  return broker.state().state === 'down' ? null : ask(broker).catch(() => null)
}

/** What the broker cannot be asked for while it is away is null. */
export async function flowHealthOf(unit: StoreUnit, here: FlowHere): Promise<FlowHealth> {
  const { flow } = new Across(unit)
  const [standing, lease, unrouted, deadLetters, schedules] = await Promise.all([
    standingOfAll(unit, here),
    flow.lease(FLOW_LEASE),
    here.broker && ofBroker(here.broker, (broker) => broker.unrouted()),
    here.broker && ofBroker(here.broker, (broker) => broker.deadLetters.counts()),
    Promise.all(
      (here.flow?.scheduleNames ?? []).map(async (name) => {
        const { ranAt, count, failures } = (await flow.scheduleRun(name)) ?? NEVER
        return { name, ranAt, count, failures }
      }),
    ),
  ])
  return {
    standing,
    leaseUntil: standing.relay === 'nowhere' ? null : (lease?.until ?? null),
    unrouted: unrouted ?? null,
    notRead: here.flow ? notReadBy(here.flow) : null,
    deadLetters: deadLetters?.map(({ queue, messages }) => ({ queue, messages })) ?? null,
    schedules,
  }
}
