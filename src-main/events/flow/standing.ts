/** How the events of whoever asks stand: a tenant is told of its own, the operators of all in sum. */
import type { FlowStanding } from '../../../src-preload/contract/event-flow.ts'
import type { Broker } from '../../broker/index.ts'
import { Across } from '../../store/across/index.ts'
import type { StoreUnit } from '../../store/index.ts'
import { heads, type LeaseRecord, outbox, outboxOffsets } from '../../store/records/index.ts'
import type { Work } from '../../work/index.ts'
import { eventsAfter } from '../ascending.ts'
import { FLOW_LEASE, type Flow } from './flow.ts'

/** What this process has of the event flow. */
export interface FlowHere {
  readonly broker?: Broker | undefined
  /** Absent where it only looks. */
  readonly flow?: Flow | null | undefined
}

const NO_BROKER = { state: 'none', server: '', reason: '' } as const

/** Of all organizations in sum: for operators, and for who watches over the platform. */
export async function standingOfAll(unit: StoreUnit, here: FlowHere): Promise<FlowStanding> {
  const { flow } = new Across(unit)
  const [pending, oldestAt, lease] = await Promise.all([
    flow.countPending(),
    flow.oldestPending(),
    flow.lease(FLOW_LEASE),
  ])
  const { relay, broker } = whoAndWhere(here, lease, unit.settings.now())
  const figures = here.flow?.figures()
  const perSecond = relay === 'here' ? figures?.perSecond : relay === 'elsewhere' ? lease?.perSecond : null
  return { pending, oldestAt: oldestAt ?? null, perSecond: perSecond ?? null, relay, broker }
}

/** Of the organization in whose context `work` is; in the operators' context of all. */
export async function standingOf(work: Work, unit: StoreUnit, here: FlowHere): Promise<FlowStanding> {
  if (work.access.facts.organization.kind === 'platform') return standingOfAll(unit, here)
  const { orgId } = work.access
  // First what is published: what is written and published meanwhile is not counted against what waits.
  const offset = await work.db.collection(outboxOffsets).get(orgId)
  const [head, oldest, lease] = await Promise.all([
    work.db.collection(heads).get(orgId),
    work.db.collection(outbox).first(eventsAfter(offset?.eventId ?? '')),
    work.across.flow.lease(FLOW_LEASE),
  ])
  const pending = (head?.eventSequence ?? 0) - (offset?.sequence ?? 0)
  const { relay, broker } = whoAndWhere(here, lease, work.now)
  const perSecond = relay === 'here' ? (here.flow?.perSecondOf(orgId) ?? null) : null
  return { pending, oldestAt: oldest?.createdAt ?? null, perSecond, relay, broker }
}

function whoAndWhere(
  { broker, flow }: FlowHere,
  lease: LeaseRecord | undefined,
  now: Date,
): Pick<FlowStanding, 'relay' | 'broker'> {
  const elsewhere = lease !== undefined && lease.holder !== '' && lease.until > now.toISOString()
  return {
    relay: flow?.figures().held === true ? 'here' : elsewhere ? 'elsewhere' : 'nowhere',
    broker: broker?.state() ?? NO_BROKER,
  }
}
