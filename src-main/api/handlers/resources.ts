/** The four shared kinds. */
import type { Contract } from '../../../src-preload/contract/index.ts'
import * as service from '../../resources/index.ts'
import type { Handlers } from '../handler.ts'
import { done, pageOf } from './answers.ts'

export const resources: Handlers<Contract['resources']> = {
  list: async ({ work, input }) => pageOf(await service.listResources(work, input)),
  get: ({ work, input }) => service.getResource(work, input),
  countable: ({ work, input }) => service.countableTeams(work, input.kind),
  create: ({ work, input }) => service.createResource(work, input),
  update: ({ work, input }) => service.updateResource(work, input),
  setVisibility: ({ work, input }) => service.setVisibility(work, input),
  delete: async ({ work, input }) => {
    await service.deleteResource(work, input)
    return done
  },
  bulkPreview: ({ work, input }) => service.previewOfMany(work, input),
  setVisibilityOfMany: ({ work, input }) => service.setVisibilityOfMany(work, input),
  deleteMany: ({ work, input }) => service.deleteMany(work, input.items),
  shares: ({ work, input }) => service.listShares(work, input),
  share: ({ work, input }) => service.shareResource(work, input),
  unshare: async ({ work, input }) => {
    await service.unshareResource(work, input)
    return done
  },
}
