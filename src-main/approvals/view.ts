/** A request as people see it, and which requests somebody may see. */
import type { Approval } from '../../src-preload/contract/approvals.ts'
import { decide } from '../access/index.ts'
import type { AccessContext } from '../access/model.ts'
import { all, any, EVERYTHING, eq, NOTHING, not, type Predicate, range } from '../store/index.ts'
import type { ApprovalRecord } from '../store/records/index.ts'

export const hasRunOut = (r: Pick<ApprovalRecord, 'expiresAt'>, now: Date): boolean =>
  r.expiresAt < now.toISOString()

export function view(r: ApprovalRecord, userId: string, now: Date): Approval {
  const state = r.state === 'waiting' && hasRunOut(r, now) ? 'expired' : r.state
  return { ...r, state, mine: isTheirs(r, userId) }
}

/** Asked for by this person, or in their own matter: never theirs to decide. */
export const isTheirs = (r: Pick<ApprovalRecord, 'requesterId' | 'concernsId'>, userId: string): boolean =>
  r.requesterId === userId || r.concernsId === userId

const mayDecide = (context: AccessContext): boolean => decide(context, 'approval', null, 'decide')

/** Who decides sees what there is to decide, names of private things included; others see what they asked for. */
export const visible = (context: AccessContext): Predicate =>
  mayDecide(context) ? EVERYTHING : eq('requesterId', context.userId)

const running = (now: Date): Predicate =>
  all(eq('state', 'waiting'), range('expiresAt', { from: now.toISOString() }))

/** What waits for this person's decision. */
export const waitingFor = (context: AccessContext, now: Date): Predicate =>
  mayDecide(context)
    ? all(running(now), not(eq('requesterId', context.userId)), not(eq('concernsId', context.userId)))
    : NOTHING

export const askedBy = (context: AccessContext): Predicate => eq('requesterId', context.userId)

export const decided = (context: AccessContext, now: Date): Predicate =>
  all(visible(context), any(not(eq('state', 'waiting')), range('expiresAt', { to: now.toISOString() })))
