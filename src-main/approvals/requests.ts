/** Reading requests, taking one back, and what happens to those for which nobody had time. */
import type { Approval } from '../../src-preload/contract/approvals.ts'
import { CastellanError, notFound } from '../../src-preload/contract/errors.ts'
import { Across } from '../store/across/index.ts'
import { all, eq, type PageQuery, type Predicate, pageOf, type Store } from '../store/index.ts'
import { type ApprovalRecord, approvals } from '../store/records/index.ts'
import { requireState } from '../tenancy/index.ts'
import { platformUnit, type Work } from '../work/index.ts'
import { askedBy, decided, hasRunOut, view, visible, waitingFor } from './view.ts'

export type View = 'waiting' | 'mine' | 'decided'

function conditionOf(work: Work, which: View): Predicate {
  if (which === 'waiting') return waitingFor(work.access, work.now)
  return which === 'mine' ? askedBy(work.access) : decided(work.access, work.now)
}

/** What waits comes in the order in which it was asked for, the rest newest first. */
export async function listApprovals(
  work: Work,
  q: { view: View } & PageQuery,
): Promise<{ items: Approval[]; next: string | null; total: number }> {
  const where = conditionOf(work, q.view)
  const sort = { field: 'createdAt', direction: q.view === 'waiting' ? 'asc' : 'desc' } as const
  const list = work.db.collection(approvals)
  const [page, total] = await Promise.all([list.list({ where, sort, ...pageOf(q) }), list.count(where)])
  return { items: page.items.map((r) => view(r, work.access.userId, work.now)), next: page.next, total }
}

/** `NOT_FOUND` alike for one that is not there and for one that this person may not see. */
async function requireVisible(work: Work, id: string): Promise<ApprovalRecord> {
  const found = await work.db.collection(approvals).first(all(eq('id', id), visible(work.access)))
  if (!found) throw notFound('approval')
  return found
}

export const getApproval = async (work: Work, id: string): Promise<Approval> =>
  view(await requireVisible(work, id), work.access.userId, work.now)

/** 0 outside of any organization, and for whoever may not decide. */
export async function countWaiting(work: Work): Promise<{ waiting: number }> {
  const { access } = work.caller
  return { waiting: access ? await work.db.collection(approvals).count(waitingFor(access, work.now)) : 0 }
}

export async function withdraw(work: Work, id: string): Promise<Approval> {
  const before = await requireVisible(work, id)
  if (before.requesterId !== work.access.userId)
    throw new CastellanError('FORBIDDEN', 'Only whoever asked for this can take it back.', {
      missing: 'approval.create',
      because: `${before.requestedBy} asked for it.`,
    })
  requireState(before, ['waiting'], 'request')
  const after = await work.db.collection(approvals).update(before, { state: 'withdrawn' }, 'approval')
  work.record({
    resourceType: 'approval',
    resourceId: id,
    summary: `${before.title}: the request was taken back`,
    before: { state: before.state },
    after: { state: after.state },
  })
  const { kind, requestedBy } = before
  work.emit('approval.withdrawn', id, { id, kind, requestedBy })
  return view(after, work.access.userId, work.now)
}

/** Most that one run of the schedule closes; the next one goes on. */
const AT_ONCE = 500

/** Closes requests for which nobody decided in time; for a schedule. Answers how many. */
export async function expireApprovals(store: Store): Promise<number> {
  const due = await new Across(store).approvalsRunOut(store.settings.now().toISOString(), AT_ONCE)
  let closed = 0
  for (const orgId of new Set(due.map((d) => d.orgId))) {
    const ids = due.filter((d) => d.orgId === orgId).map((d) => d.id)
    const cause = { action: 'approval.expired', host: 'schedule', because: 'nobody decided in time' }
    closed += await platformUnit(store, cause, (work) => expireIn(work, orgId, ids))
  }
  return closed
}

async function expireIn(work: Work, orgId: string, ids: readonly string[]): Promise<number> {
  const list = work.across.tenant(orgId).collection(approvals)
  let closed = 0
  for (const id of ids) {
    const before = await list.get(id)
    // Somebody decided, or another worker was here, since it was found.
    if (before?.state !== 'waiting' || !hasRunOut(before, work.now)) continue
    await list.update(before, { state: 'expired' }, 'approval')
    work.recordIn(orgId, {
      resourceType: 'approval',
      resourceId: id,
      summary: `${before.title}, asked for by ${before.requestedBy}: ran out`,
      before: { state: 'waiting' },
      after: { state: 'expired' },
    })
    const { kind, requestedBy } = before
    work.emitIn(orgId, 'approval.expired', id, { id, kind, requestedBy })
    closed += 1
  }
  return closed
}
