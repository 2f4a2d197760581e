/** Deciding: by a second person, in one transaction with what the decision carries out. */
import { APPROVAL_KINDS, type Approval, type ApprovalKind } from '../../src-preload/contract/approvals.ts'
import { CastellanError } from '../../src-preload/contract/errors.ts'
import { decide } from '../access/index.ts'
import { type ApprovalRecord, approvals } from '../store/records/index.ts'
import { contextOf, requireState } from '../tenancy/index.ts'
import type { Transaction, Work } from '../work/index.ts'
import { CannotCarryOut, carried, type Executor, type Executors, requireAsShown } from './executor.ts'
import { hasRunOut, isTheirs, view } from './view.ts'

export interface Decision {
  readonly id: string
  /** Why, in the decider's words. */
  readonly reason?: string
}
/** A decision that was made in another system of the platform. */
export interface DecisionElsewhere {
  readonly approvalId: string
  readonly decision: 'approve' | 'refuse'
  /** Who decided there; must be a member who may decide here. */
  readonly userId: string
  readonly why: string
}

const eventOf = (r: ApprovalRecord) => ({ id: r.id, kind: r.kind, requestedBy: r.requestedBy })

export class Approvals {
  readonly #executors: Executors
  constructor(executors: Executors) {
    this.#executors = executors
  }

  /** The kinds for which there is something to carry out. */
  get kinds(): ApprovalKind[] {
    return APPROVAL_KINDS.filter((kind) => this.#executors[kind] !== undefined)
  }

  /**
   * Approves and carries out in one transaction. Where it may or can no longer be carried out, or would no longer do
   * what was shown, nothing of it is kept and the request ends as `failed`. Throws `WRONG_STATE` when it was decided
   * before, `EXPIRED`, `FORBIDDEN` for one's own, and `LIMIT_REACHED` where it has to go on waiting for room.
   */
  async approve(transaction: Transaction, decision: Decision): Promise<Approval> {
    try {
      return await transaction((work) => this.#approve(work, decision))
    } catch (error) {
      if (!(error instanceof CannotCarryOut)) throw error
      return transaction((work) => this.#fail(work, decision, error))
    }
  }

  /** Refuses; the operation is never carried out. */
  async refuse(work: Work, decision: Decision): Promise<Approval> {
    const before = await requireDecidable(work, decision.id)
    const after = await settle(work, before, 'refused', decision.reason)
    work.emit('approval.refused', before.id, {
      ...eventOf(before),
      decidedBy: after.decidedBy ?? '',
      why: decision.reason,
    })
    return view(after, work.access.userId, work.now)
  }

  /**
   * Applies a decision that another system made, in the decider's name. Answers `already` for a request that was
   * decided before, so that it may be delivered again, and `refused` (kept in the trail) where that person may not
   * decide. Throws `NOT_FOUND` for a request that this organization does not have.
   */
  async decideElsewhere(
    transaction: Transaction,
    orgId: string,
    told: DecisionElsewhere,
  ): Promise<'done' | 'already' | 'refused'> {
    const decision = { id: told.approvalId, reason: told.why }
    const apply = async (outer: Work, failure?: CannotCarryOut): Promise<'done' | 'already' | 'refused'> => {
      const request = await outer.across
        .tenant(orgId)
        .collection(approvals)
        .require(told.approvalId, 'approval')
      if (request.state !== 'waiting' || hasRunOut(request, outer.now)) return 'already'
      const work = await deciderOf(outer, orgId, request, told.userId)
      if (!work) return 'refused'
      if (failure) await this.#fail(work, decision, failure)
      else if (told.decision === 'refuse')
        await this.refuse(work.as({ action: 'approval.refused', reason: told.why }), decision)
      else await this.#approve(work.as({ action: 'approval.approved', reason: told.why }), decision)
      return 'done'
    }
    try {
      return await transaction((work) => apply(work))
    } catch (error) {
      if (!(error instanceof CannotCarryOut)) throw error
      return transaction((work) => apply(work, error))
    }
  }

  async #approve(work: Work, { id, reason }: Decision): Promise<Approval> {
    const before = await requireDecidable(work, id)
    const after = await settle(work, before, 'approved', reason)
    work.emit('approval.approved', id, { ...eventOf(before), decidedBy: after.decidedBy ?? '' })
    await this.#carryOut(work, before)
    return view(after, work.access.userId, work.now)
  }

  /** In the name, and with the permissions, of whoever asked; of the decider where the platform did. */
  async #carryOut(work: Work, request: ApprovalRecord): Promise<void> {
    const executor = this.#executorOf(work, request)
    const input: unknown = JSON.parse(request.input)
    const inName = await inNameOfRequester(work, request)
    const because = await carried(() => executor.authorize(inName, input))
    requireAsShown(request.changes, await carried(() => executor.changes(inName, input)))
    const told = {
      because: `${because}; approved by ${work.access.facts.member.name}`,
      action: executor.action,
    }
    await carried(() => executor.run(inName.as(told), input))
  }

  #executorOf(work: Work, { kind }: ApprovalRecord): Executor {
    const executor = this.#executors[kind]
    if (!executor) throw new Error(`Nothing carries out approvals of the kind ${kind}.`)
    return typeof executor === 'function' ? executor(work) : executor
  }

  /** Writes down that an approved request could not be carried out; leaves it where somebody else was faster. */
  async #fail(work: Work, { id, reason }: Decision, error: CannotCarryOut): Promise<Approval> {
    const before = await work.db.collection(approvals).require(id, 'approval')
    if (before.state !== 'waiting') return view(before, work.access.userId, work.now)
    const after = await settle(work, before, 'failed', reason, error)
    work.emit('approval.failed', id, { ...eventOf(before), why: error.message })
    if (error.because === 'changed')
      await this.#executorOf(work, before).renew?.(work, JSON.parse(before.input))
    return view(after, work.access.userId, work.now)
  }
}

async function inNameOfRequester(work: Work, request: ApprovalRecord): Promise<Work> {
  const { reason, requesterId } = request
  if (requesterId === '') return work.as({ reason })
  const access = await contextOf(work.across, work.access.orgId, requesterId)
  if (!access) throw new CannotCarryOut(`${request.requestedBy} is no longer a member here.`)
  const { userId, email, name } = access.facts.member
  return work.as({ access, reason, onBehalfOf: { userId, email, name } })
}

/** The request, if it is there, waits, and is not the decider's own matter. */
async function requireDecidable(work: Work, id: string): Promise<ApprovalRecord> {
  const request = await work.db.collection(approvals).require(id, 'approval')
  if (isTheirs(request, work.access.userId))
    throw new CastellanError('FORBIDDEN', 'You asked for this yourself. Somebody else has to decide.', {
      missing: 'approval.decide',
      because: 'Nobody decides in their own matter.',
    })
  requireState(request, ['waiting'], 'request')
  if (hasRunOut(request, work.now))
    throw new CastellanError('EXPIRED', 'This request has run out. It has to be asked for again.', {})
  return request
}

async function settle(
  work: Work,
  before: ApprovalRecord,
  state: 'approved' | 'refused' | 'failed',
  reason = '',
  failed?: CannotCarryOut,
): Promise<ApprovalRecord> {
  const { userId, name } = work.access.facts.member
  const failure = failed?.message ?? ''
  const after = await work.db.collection(approvals).update(
    before,
    {
      state,
      deciderId: userId,
      decidedBy: name,
      decidedAt: work.now.toISOString(),
      decision: reason,
      failure,
      ...(failed ? { failedBecause: failed.because } : {}),
    },
    'approval',
  )
  const what = state === 'failed' ? `approved, but not carried out: ${failure}` : state
  work.record({
    action: `approval.${state}`,
    resourceType: 'approval',
    resourceId: before.id,
    summary: `${before.title}, asked for by ${before.requestedBy}: ${what}`,
    before: { state: before.state },
    after: { state, decidedBy: name, decision: reason, failure },
  })
  return after
}

/** A part of the unit in the name of whoever decided elsewhere; undefined, and told the trail, where they may not. */
async function deciderOf(
  work: Work,
  orgId: string,
  request: ApprovalRecord,
  userId: string,
): Promise<Work | undefined> {
  const access = await contextOf(work.across, orgId, userId)
  if (access && !isTheirs(request, userId) && decide(access, 'approval', request.id, 'decide')) {
    const { email, name } = access.facts.member
    const actor = { userId, email, name, sessionId: 'elsewhere', orgId }
    return work.as({ access, actor, because: 'decided in another system of the platform' })
  }
  work.recordIn(orgId, {
    action: 'approval.refusedElsewhere',
    resourceType: 'approval',
    resourceId: request.id,
    outcome: 'refused',
    summary: `${request.title}: a decision made elsewhere was not taken, because that person may not decide here`,
  })
  return undefined
}
