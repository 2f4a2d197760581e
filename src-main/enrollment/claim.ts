/** One claim's record: how it is changed, and what the trail and the services of the platform are told of it. */
import { type ClaimHappening, LIVE_STATES } from '../../src-preload/contract/domains.ts'
import type { EventData, EventTypeName } from '../../src-preload/contract/event-types/index.ts'
import type { Patch } from '../store/index.ts'
import { type DomainClaimRecord, domainClaims } from '../store/records/index.ts'
import type { Work } from '../work/index.ts'
import { nextCheck } from './life.ts'

const LONGEST_HISTORY = 100

export interface Happened {
  readonly what: ClaimHappening['what']
  readonly side?: ClaimHappening['side']
  readonly by?: string
  readonly reason?: string | null
}

/** A line of the history, now. */
export const happening = (
  work: Work,
  { what, side = 'own', by = '', reason = null }: Happened,
): ClaimHappening => ({
  at: work.now.toISOString(),
  side,
  what,
  by,
  reason,
})

/** Changes a claim of any tenant: its liveness, the time of its next check and its history follow by themselves. */
export async function changeClaim(
  work: Work,
  claim: DomainClaimRecord,
  patch: Patch<DomainClaimRecord>,
  ...happened: readonly Happened[]
): Promise<DomainClaimRecord> {
  const next = { ...claim, ...patch }
  const history = [...claim.history, ...happened.map((h) => happening(work, h))].slice(-LONGEST_HISTORY)
  return work.across
    .tenant(claim.orgId)
    .collection(domainClaims)
    .update(
      claim,
      {
        nextCheckAt: nextCheck(next, work.now),
        ...patch,
        live: LIVE_STATES.includes(next.state) ? 'yes' : 'no',
        history,
      },
      'domain',
    )
}

/** Who acts in one organization is nobody that another may learn of; the operators act under their own names. */
function toldIn(work: Work, orgId: string): Work {
  const { access } = work.caller
  const foreign = access && access.orgId !== orgId && access.facts.organization.kind !== 'platform'
  return foreign ? work.asPlatform() : work
}

type DomainEvent = Extract<EventTypeName, `domain.${string}`>

/** Tells the trail of the claim's tenant, and the services by an event where there is one for it. */
export function tellClaim<T extends DomainEvent>(
  work: Work,
  what: {
    readonly action: string
    readonly summary: string
    readonly before?: DomainClaimRecord
    readonly after: DomainClaimRecord
  },
  event?: T,
  data?: Omit<EventData<T>, 'id' | 'domain'>,
): void {
  const { after, before, action, summary } = what
  const told = toldIn(work, after.orgId)
  told.recordIn(after.orgId, {
    action,
    resourceType: 'domain',
    resourceId: after.id,
    summary,
    before: before && traced(before),
    after: traced(after),
  })
  if (event)
    told.emitIn(after.orgId, event, after.id, {
      id: after.id,
      domain: after.domain,
      ...data,
    } as unknown as EventData<T>)
}

/** What the trail compares: not the history, which is a trail of its own, and not what each check writes. */
const traced = ({
  history: _h,
  lastCheck: _c,
  nextCheckAt: _n,
  live: _l,
  ...rest
}: DomainClaimRecord): object => rest
