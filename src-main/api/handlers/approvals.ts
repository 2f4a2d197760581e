/** Policies, requests, and the closing of an organization that may wait for a second person. */
import type { Contract } from '../../../src-preload/contract/index.ts'
import * as service from '../../approvals/index.ts'
import type { OrganizationRecord } from '../../store/records/index.ts'
import * as tenancy from '../../tenancy/index.ts'
import type { Call, Handlers } from '../handler.ts'

export const approvalHandlers = (approvals: service.Approvals): Handlers<Contract['approvals']> => ({
  list: ({ work, input }) => service.listApprovals(work, input),
  get: ({ work, input }) => service.getApproval(work, input.id),
  count: ({ work }) => service.countWaiting(work),
  approve: ({ input, transaction }) => approvals.approve(transaction, input),
  refuse: ({ work, input }) => approvals.refuse(work, input),
  withdraw: ({ work, input }) => service.withdraw(work, input.id),
  policies: ({ work }) => service.policiesOf(work, approvals.kinds),
  setPolicies: ({ work, input }) => service.setPolicies(work, input, approvals.kinds),
})

interface Change {
  readonly version: number
  readonly reason: string
}

/** Closing an organization: at once, or after a second person's approval. */
export async function close({ work, input }: Call<Change & { readonly confirmName: string }>) {
  const before = await tenancy.requireClosable(work, input)
  return service.gate(work, 'organizationClose', closingOf(before, input), () =>
    tenancy.closeOrganization(work, input),
  )
}

/** The same by an operator: the policy of the operators' own tenant says whether a second one is needed. */
export async function closeByOperator({ work, input }: Call<Change & { readonly id: string }>) {
  const before = await tenancy.requireClosableByOperator(work, input)
  return service.gate(work, 'organizationClose', closingOf(before, input), () =>
    tenancy.closeOrganizationByOperator(work, input),
  )
}

const closingOf = (before: OrganizationRecord, input: Change) => ({
  input,
  title: `Close ${before.name}`,
  preview: tenancy.closingChanges(before),
  reason: input.reason,
})
