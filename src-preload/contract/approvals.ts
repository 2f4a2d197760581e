/** Approvals: what needs a second person, and the requests that wait for one. */
import { z } from 'zod'
import { job, own, read, write } from './procedure.ts'
import { id, instant, page, pageInput, reason, recordFields, version } from './shared.ts'

/**
 * What can need a second person. `seat` is raised by the platform for a sign-up without a seat, and
 * `policyLoosening` guards the policy itself: neither can be switched off.
 */
export const APPROVAL_KINDS = [
  'transferOut',
  'organizationClose',
  'domainConflict',
  'creditAllocation',
  'auditExport',
  'seat',
  'policyLoosening',
] as const
export const approvalKind = z.enum(APPROVAL_KINDS)
export type ApprovalKind = (typeof APPROVAL_KINDS)[number]

/** The kinds that an organization switches on and off. */
export const SWITCHED_KINDS = ['transferOut', 'organizationClose', 'domainConflict', 'auditExport'] as const
export type SwitchedKind = (typeof SWITCHED_KINDS)[number]

/** `expired` shows as soon as the time has come, also before the schedule has written it down. */
export const approvalState = z.enum(['waiting', 'approved', 'refused', 'expired', 'withdrawn', 'failed'])
export type ApprovalState = z.infer<typeof approvalState>

/**
 * One line of what will be done. `what` is a field or a kind of thing, `name` which one where there are several,
 * `version` as which it was seen; null: not there before, or no longer after.
 */
export const plannedChange = z.object({
  what: z.string(),
  name: z.string().optional(),
  version: z.number().int().optional(),
  before: z.string().nullable(),
  after: z.string().nullable(),
})
export type PlannedChange = z.infer<typeof plannedChange>

export const approval = z.object({
  ...recordFields,
  kind: approvalKind,
  state: approvalState,
  /** What was asked for, in a sentence. */
  title: z.string(),
  /** Exactly what an approval carries out. */
  changes: z.array(plannedChange),
  reason: z.string(),
  /** Who asked; the platform where no member did. */
  requestedBy: z.string(),
  /** The asking person's own request: somebody else has to decide. */
  mine: z.boolean(),
  expiresAt: instant,
  decidedBy: z.string().nullable(),
  decidedAt: instant.nullable(),
  /** Why it was approved or refused, in the decider's words. */
  decision: z.string(),
  /** Why it could not be carried out, once it was approved. */
  failure: z.string(),
  /** `changed`: it would no longer do what was shown; `refused`: it may or can no longer be done. Only of `failed`. */
  failedBecause: z.enum(['changed', 'refused']).optional(),
})
export type Approval = z.infer<typeof approval>

/**
 * What needs a second person. `creditAllocationAbove` in whole credits; null: no allocation does.
 * `days` until a request runs out.
 */
export const policyRules = z.object({
  transferOut: z.boolean(),
  organizationClose: z.boolean(),
  domainConflict: z.boolean(),
  auditExport: z.boolean(),
  creditAllocationAbove: z.number().int().min(0).max(1_000_000_000_000).nullable(),
  days: z.number().int().min(1).max(30),
})
export type PolicyRules = z.infer<typeof policyRules>

export const policies = z.object({
  /** 0 until the organization changed its policies for the first time. */
  version: z.number().int().min(0),
  rules: policyRules,
  /** The kinds whose operation there is; the rules of the others hold nothing back yet. */
  effective: z.array(approvalKind),
  /** Members who may decide, beside the one who asks this. None: what they ask for is carried out at once. */
  others: z.number().int(),
  /** A loosening that waits for somebody. */
  loosening: approval.nullable(),
})
export type Policies = z.infer<typeof policies>

/** What a call answers whose operation may need a second person. */
export const outcomeOf = <T extends z.ZodType>(result: T) =>
  z.discriminatedUnion('outcome', [
    z.object({ outcome: z.literal('done'), result }),
    z.object({ outcome: z.literal('waiting'), approvalId: id }),
  ])

const readApprovals = { type: 'approval', operation: 'read' } as const
const decide = { type: 'approval', operation: 'decide', id: 'id' } as const

export const approvals = {
  /** `waiting`: for the asking person's decision; `mine`: asked for by them; `decided`: no longer waiting. */
  list: read(readApprovals)
    .input(z.object({ ...pageInput, view: z.enum(['waiting', 'mine', 'decided']).default('waiting') }))
    .output(page(approval)),
  get: read({ ...readApprovals, id: 'id' })
    .input(z.object({ id }))
    .output(approval),
  /** How many requests wait for the asking person's decision. */
  count: own('counts only what waits for the person who asks').output(
    z.object({ waiting: z.number().int() }),
  ),
  /**
   * Decides and carries out, all or nothing. What can no longer be carried out, or would no longer do what was shown,
   * ends as `failed` and says why; a pool that is full (`LIMIT_REACHED`) leaves the request waiting.
   */
  approve: job(decide, 'approval.approved')
    .input(z.object({ id, reason: reason.optional() }))
    .output(approval),
  refuse: write(decide, 'approval.refused', 'required').input(z.object({ id, reason })).output(approval),
  /** By whoever asked. */
  withdraw: write({ type: 'approval', operation: 'create', id: 'id' }, 'approval.withdrawn')
    .input(z.object({ id }))
    .output(approval),
  policies: read(readApprovals).output(policies),
  /** Tightening holds at once; what loosens waits for a second person, by the policy as it was. */
  setPolicies: write({ type: 'approval', operation: 'update' }, 'policy.changed', 'required')
    .input(z.object({ version: version.or(z.literal(0)), rules: policyRules.partial(), reason }))
    .output(outcomeOf(policies)),
}
