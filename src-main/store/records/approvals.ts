import { z } from 'zod'
import { approvalKind, plannedChange, policyRules } from '../../../src-preload/contract/approvals.ts'
import { collection } from '../spec.ts'
import { base } from './shared.ts'

const schema = z.object({
  ...base,
  kind: approvalKind,
  state: z.enum(['waiting', 'approved', 'refused', 'expired', 'withdrawn', 'failed']),
  title: z.string(),
  changes: z.array(plannedChange),
  reason: z.string(),
  /** What is carried out, as JSON: byte for byte what was asked for. */
  input: z.string(),
  /** SHA-256 of kind, requester and input: the same is not asked twice while it waits. */
  inputHash: z.string(),
  /** User ids; empty: the platform asked, or it concerns nobody in particular. */
  requesterId: z.string(),
  requestedBy: z.string(),
  concernsId: z.string(),
  expiresAt: z.string(),
  deciderId: z.string(),
  decidedBy: z.string().nullable(),
  decidedAt: z.string().nullable(),
  decision: z.string(),
  failure: z.string(),
  failedBecause: z.enum(['changed', 'refused']).optional(),
})
export type ApprovalRecord = z.infer<typeof schema>

export const approvals = collection<ApprovalRecord>({
  name: 'approvals',
  schema,
  fields: {
    kind: 'string',
    state: 'string',
    inputHash: 'string',
    requesterId: 'string',
    concernsId: 'string',
    expiresAt: 'string',
  },
  indexes: [
    { fields: ['inputHash'], unique: true, where: ['state', 'waiting'] },
    { fields: ['state', 'createdAt'] },
    { fields: ['requesterId'] },
    // What has run out is found for all tenants in one go.
    { fields: ['state', 'expiresAt'], across: true },
  ],
  searchable: [],
})

const policySchema = z.object({ ...base, key: z.literal('policy'), rules: policyRules })
export type ApprovalPolicyRecord = z.infer<typeof policySchema>
/** At most one per tenant; without one the defaults hold. */
export const approvalPolicies = collection<ApprovalPolicyRecord>({
  name: 'approvalPolicies',
  schema: policySchema,
  fields: { key: 'string' },
  indexes: [{ fields: ['key'], unique: true }],
  searchable: [],
})
