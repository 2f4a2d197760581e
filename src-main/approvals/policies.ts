/** What needs a second person here: the organization's own rules, or the defaults. Pure but for reading the record. */
import {
  type ApprovalKind,
  type PolicyRules,
  SWITCHED_KINDS,
  type SwitchedKind,
} from '../../src-preload/contract/approvals.ts'
import { eq, type ScopedStore } from '../store/index.ts'
import { type ApprovalPolicyRecord, approvalPolicies } from '../store/records/index.ts'

export const DEFAULT_RULES: PolicyRules = {
  transferOut: true,
  organizationClose: true,
  domainConflict: true,
  auditExport: true,
  creditAllocationAbove: 10_000,
  days: 7,
}

export const policyRecord = (db: ScopedStore): Promise<ApprovalPolicyRecord | undefined> =>
  db.collection(approvalPolicies).first(eq('key', 'policy'))

export const rulesIn = async (db: ScopedStore): Promise<PolicyRules> =>
  (await policyRecord(db))?.rules ?? DEFAULT_RULES

const isSwitched = (kind: ApprovalKind): kind is SwitchedKind =>
  (SWITCHED_KINDS as readonly string[]).includes(kind)

/** Whether the rules ask for a second person. `millicredits`: how much is allocated. */
export function needsApproval(rules: PolicyRules, kind: ApprovalKind, millicredits = 0n): boolean {
  if (isSwitched(kind)) return rules[kind]
  if (kind !== 'creditAllocation') return true
  const above = rules.creditAllocationAbove
  return above !== null && millicredits > BigInt(above) * 1000n
}

/** Whether `after` lets something through for which `before` asks a second person. How long a request waits does not count. */
export function loosens(before: PolicyRules, after: PolicyRules): boolean {
  if (SWITCHED_KINDS.some((kind) => before[kind] && !after[kind])) return true
  const [was, is] = [before.creditAllocationAbove, after.creditAllocationAbove]
  return was !== null && (is === null || is > was)
}

export const changedRules = (before: PolicyRules, after: PolicyRules): (keyof PolicyRules)[] =>
  (Object.keys(before) as (keyof PolicyRules)[]).filter((key) => before[key] !== after[key])
