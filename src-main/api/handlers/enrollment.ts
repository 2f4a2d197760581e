/** Domain claims, the operators' rulings, sign-ups. */
import type { Contract } from '../../../src-preload/contract/index.ts'
import { gate } from '../../approvals/index.ts'
import * as service from '../../enrollment/index.ts'
import type { Handlers } from '../handler.ts'

export const domainHandlers = (dns: service.Dns): Handlers<Contract['domains']> => ({
  list: ({ work, input }) => service.listClaims(work, input),
  get: ({ work, input }) => service.getClaim(work, input.id),
  claim: ({ work, input }) => service.claimDomain(work, input),
  update: ({ work, input }) => service.updateClaim(work, input),
  check: ({ work, input, transaction }) => service.checkClaim(work, dns, input.id, transaction),
  release: async ({ work, input }) => {
    const claim = await service.releasable(work, input.id, input.version)
    const execute = () => service.releaseClaim(work, claim, input.reason)
    // Nobody else wants it: what is given up can be claimed and proved again.
    if (!claim.contested) return { outcome: 'done', result: await execute() }
    const preview = await service.releaseChanges(work, claim)
    const ask = { input, title: `Give up ${claim.domain}`, preview, reason: input.reason }
    return gate(work, 'domainConflict', ask, execute)
  },
})

export const domainConflicts: Handlers<Contract['domainConflicts']> = {
  list: ({ work, input }) => service.listConflicts(work, input),
  rule: async ({ work, input }) => {
    const ruling = await service.rulingOf(work, input)
    service.requireRulingVersion(ruling, input.version)
    const [title, preview] = [service.rulingTitle(ruling), service.rulingChanges(ruling)]
    const ask = { input, title, preview, reason: input.reason }
    return gate(work, 'domainConflict', ask, () => service.rule(work, ruling, input.reason))
  },
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
