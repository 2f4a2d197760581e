/** How the events of whoever asks stand: a tenant is told of its own, the operators of all in sum. */
import type { FlowStanding } from '../../../src-preload/contract/event-flow.ts'
import type { Broker } from '../../broker/port.ts'
import { eq } from '../../store/index.ts'
import { outbox } from '../../store/records/index.ts'
import type { Work } from '../../work/index.ts'
import { FLOW_LEASE, type Flow } from './flow.ts'

/** What this process has of the event flow. */
export interface FlowHere {
  readonly broker?: Broker | undefined
  /** Absent where it only looks. */
  readonly flow?: Flow | null | undefined
}

const NO_BROKER = { state: 'none', server: '', reason: '' } as const

export async function standingOf(work: Work, here: FlowHere): Promise<FlowStanding> {
  const everybody = work.access.facts.organization.kind === 'platform'
  const { flow } = work.across
  const own = work.db.collection(outbox)
  const waits = eq('state', 'pending')
  const [pending, oldestAt, lease] = await Promise.all([
    everybody ? flow.countPending() : own.count(waits),
    everybody ? flow.oldestPending() : own.first(waits).then((first) => first?.createdAt),
    flow.lease(FLOW_LEASE),
  ])
  const held = here.flow?.figures().held === true
  const elsewhere =
    !held && lease !== undefined && lease.holder !== '' && lease.until > work.now.toISOString()
  const mine = everybody ? here.flow?.figures().perSecond : here.flow?.perSecondOf(work.access.orgId)
  return {
    pending,
    oldestAt: oldestAt ?? null,
    perSecond: held ? (mine ?? null) : elsewhere && everybody ? lease.perSecond : null,
    relay: held ? 'here' : elsewhere ? 'elsewhere' : 'nowhere',
    broker: here.broker?.state() ?? NO_BROKER,
  }
}
