/** Asking for a second person: the one gate through which an operation goes that a policy may hold back. */
import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import type { ApprovalKind, PlannedChange, PolicyRules } from '../../src-preload/contract/approvals.ts'
import { DAY_MS } from '../../src-preload/contract/durations.ts'
import { decide, forbidden } from '../access/index.ts'
import type { AccessContext } from '../access/model.ts'
import { all, eq, type ScopedStore } from '../store/index.ts'
import { type ApprovalRecord, approvals } from '../store/records/index.ts'
import { deciders } from '../tenancy/index.ts'
import type { Work } from '../work/index.ts'
import { needsApproval, rulesIn } from './policies.ts'
import { hasRunOut } from './view.ts'

/** What is asked for. `input` is what the kind's executor is given, `preview` exactly what it will do. */
export interface Ask {
  readonly input: object
  /** One sentence: names, not ids. */
  readonly title: string
  readonly preview: readonly PlannedChange[]
  readonly reason: string
  /** User id of a person whom it concerns beside whoever asks; they cannot decide either. */
  readonly concernsId?: string
  /** For `creditAllocation`: how much. */
  readonly millicredits?: bigint
}

export type Gated<R> =
  | { readonly outcome: 'done'; readonly result: R }
  | { readonly outcome: 'waiting'; readonly approvalId: string }

/** `alone`: the policy asks for a second person, and there is none. */
export type Needs = 'no' | 'yes' | 'alone'

/** Whether an operation of this person would wait, by the policy of the context's organization. */
export async function needsSecond(
  across: Work['across'],
  { orgId, userId, facts }: AccessContext,
  kind: ApprovalKind,
  { millicredits, concernsId = '' }: Pick<Ask, 'millicredits' | 'concernsId'> = {},
): Promise<Needs> {
  // One person's own space: there is nobody to ask.
  if (facts.organization.kind === 'personal') return 'no'
  if (!needsApproval(await rulesIn(across.tenant(orgId)), kind, millicredits)) return 'no'
  const others = await deciders(across, orgId, ['approval', 'decide'], [userId, concernsId], 1)
  return others.length === 0 ? 'alone' : 'yes'
}

/**
 * Carries `execute` out at once, or leaves a request for a second person, as the organization's policy says.
 * Call it after all checks of the operation, in its transaction. Where nobody else may decide, it is carried
 * out at once and the trail says so (docs/decisions). Throws `FORBIDDEN` where the actor may not ask.
 */
export async function gate<R>(
  work: Work,
  kind: ApprovalKind,
  ask: Ask,
  execute: () => Promise<R>,
): Promise<Gated<R>> {
  const { orgId, facts } = work.access
  const needs = await needsSecond(work.across, work.access, kind, ask)
  if (needs === 'no') return { outcome: 'done', result: await execute() }
  if (needs === 'alone') {
    work.record({
      action: 'approval.notPossible',
      resourceType: 'approval',
      resourceId: null,
      summary: `${ask.title}: carried out without a second person, because nobody else here may decide`,
    })
    return { outcome: 'done', result: await execute() }
  }
  if (!decide(work.access, 'approval', null, 'create')) throw forbidden(work.access, 'approval', 'create')
  const { name, userId } = facts.member
  const rules = await rulesIn(work.db)
  const request = await leave(work, work.db, orgId, kind, ask, rules, { id: userId, name })
  return { outcome: 'waiting', approvalId: request.id }
}

/**
 * A request that no member raised, such as a seat for a sign-up. It is carried out in the decider's own name,
 * so only somebody who holds the operation itself can approve it. Asked again while it waits, it is the same.
 */
export async function requestByPlatform(
  work: Work,
  orgId: string,
  kind: ApprovalKind,
  ask: Ask,
): Promise<{ readonly approvalId: string }> {
  const db = work.across.tenant(orgId)
  const request = await leave(work, db, orgId, kind, ask, await rulesIn(db), { id: '', name: 'Platform' })
  return { approvalId: request.id }
}

async function leave(
  work: Work,
  db: ScopedStore,
  orgId: string,
  kind: ApprovalKind,
  ask: Ask,
  rules: PolicyRules,
  requester: { readonly id: string; readonly name: string },
): Promise<ApprovalRecord> {
  const input = canonicalize(ask.input) ?? '{}'
  const inputHash = createHash('sha256').update(`${kind}\n${requester.id}\n${input}`).digest('hex')
  const list = db.collection(approvals)
  const same = await list.first(all(eq('inputHash', inputHash), eq('state', 'waiting')))
  if (same && !hasRunOut(same, work.now)) return same
  // It ran out and the schedule has not been there yet.
  if (same) await list.update(same, { state: 'expired' }, 'approval')
  const request = await list.insert({
    kind,
    state: 'waiting',
    title: ask.title,
    changes: [...ask.preview],
    reason: ask.reason,
    input,
    inputHash,
    requesterId: requester.id,
    requestedBy: requester.name,
    concernsId: ask.concernsId ?? '',
    expiresAt: new Date(work.now.getTime() + rules.days * DAY_MS).toISOString(),
    deciderId: '',
    decidedBy: null,
    decidedAt: null,
    decision: '',
    failure: '',
  })
  work.recordIn(orgId, {
    action: 'approval.requested',
    resourceType: 'approval',
    resourceId: request.id,
    summary: `${ask.title}: asked for approval`,
    after: { kind, state: request.state, changes: request.changes, expiresAt: request.expiresAt },
  })
  work.emitIn(orgId, 'approval.requested', request.id, {
    id: request.id,
    kind,
    requestedBy: request.requestedBy,
  })
  return request
}
