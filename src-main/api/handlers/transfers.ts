/** Transfers between tenants; leaving may wait for a second person. */
import type { Contract } from '../../../src-preload/contract/index.ts'
import { gate } from '../../approvals/index.ts'
import * as service from '../../transfers/index.ts'
import type { Handlers } from '../handler.ts'

export const transfers: Handlers<Contract['transfers']> = {
  targets: ({ work }) => service.targetsOf(work),
  preview: ({ work, input }) => service.previewTransfer(work, input),
  start: async ({ work, input }) => {
    const planned = await service.planOf(work, input)
    await service.requirePossible(work, planned)
    const [title, preview] = [service.titleOf(planned), service.changesOf(planned)]
    const ask = { input, title, preview, reason: input.reason }
    return gate(work, 'transferOut', ask, () => service.carryOut(work, planned, input.transferId))
  },
  undo: ({ work, input }) => service.undoTransfer(work, input.transferId),
}
