/** Policies, requests, and the closing of an organization that may wait for a second person. */
import type { Contract } from '../../../src-preload/contract/index.ts'
import * as service from '../../approvals/index.ts'
import { closeOrganization, requireClosable } from '../../tenancy/index.ts'
import type { Call, Handlers } from '../handler.ts'

export const approvalHandlers = (approvals: service.Approvals): Handlers<Contract['approvals']> => ({
  list: ({ work, input }) => service.listApprovals(work, input),
  get: ({ work, input }) => service.getApproval(work, input.id),
  count: ({ work }) => service.countWaiting(work),
  approve: ({ input, transaction }) => approvals.approve(transaction, input),
  refuse: ({ work, input }) => approvals.refuse(work, input),
  withdraw: ({ work, input }) => service.withdraw(work, input.id),
  policies: ({ work }) => service.policiesOf(work),
  setPolicies: ({ work, input }) => service.setPolicies(work, input),
})

interface Closing {
  readonly version: number
  readonly confirmName: string
  readonly reason: string
}

/** Closing an organization: at once, or after a second person's approval. */
export async function close({ work, input }: Call<Closing>) {
  const { name, settings } = await requireClosable(work, input)
  const days = `${settings.closingGraceDays} days after it is approved`
  const preview = [
    { what: 'state', before: 'active', after: 'closing' },
    { what: 'erasure', before: null, after: days },
  ]
  const ask = { input, title: `Close ${name}`, preview, reason: input.reason }
  return service.gate(work, 'organizationClose', ask, () => closeOrganization(work, input))
}
