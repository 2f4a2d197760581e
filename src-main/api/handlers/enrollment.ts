/** Domain claims, the operators' rulings, sign-ups. */
import type { Contract } from '../../../src-preload/contract/index.ts'
import * as service from '../../enrollment/index.ts'
import type { Handlers } from '../handler.ts'

export const domainHandlers = (dns: service.Dns): Handlers<Contract['domains']> => ({
  list: ({ work, input }) => service.listClaims(work, input),
  get: ({ work, input }) => service.getClaim(work, input.id),
  claim: ({ work, input }) => service.claimDomain(work, input),
  update: ({ work, input }) => service.updateClaim(work, input),
  check: ({ work, input, transaction }) => service.checkClaim(work, dns, input.id, transaction),
  release: ({ work, input }) => service.releaseClaim(work, input),
})

export const domainConflicts: Handlers<Contract['domainConflicts']> = {
  list: ({ work, input }) => service.listConflicts(work, input),
  rule: ({ work, input }) => service.ruleConflict(work, input),
}

export const enrollment: Handlers<Contract['enrollment']> = {
  signUp: async ({ work, input }) => {
    const result = await service.signUp(work, input)
    const summary = `Sign-up of ${input.email}: ${result.outcome} (${result.because})`
    work.record({ resourceType: 'signUp', resourceId: input.signUpId, summary })
    return result
  },
  tryAddress: ({ work, input }) => service.tryAddress(work, input),
}
