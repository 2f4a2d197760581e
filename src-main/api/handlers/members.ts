/** The people of the organization. */
import type { Contract } from '../../../src-preload/contract/index.ts'
import * as tenancy from '../../tenancy/index.ts'
import type { Handlers } from '../handler.ts'
import { done, pageOf } from './answers.ts'

export const members: Handlers<Contract['members']> = {
  list: async ({ work, input }) => pageOf(await tenancy.listMembers(work, input)),
  get: ({ work, input }) => tenancy.getMember(work, input.id),
  facets: ({ work }) => tenancy.memberFacets(work),
  add: ({ work, input }) => tenancy.addMember(work, input),
  setRoles: ({ work, input }) => tenancy.setRoles(work, input),
  setTeams: ({ work, input }) => tenancy.setTeams(work, input),
  suspend: ({ work, input }) => tenancy.suspendMember(work, input),
  reactivate: ({ work, input }) => tenancy.reactivateMember(work, input),
  remove: async ({ work, input }) => {
    await tenancy.removeMember(work, input)
    return done
  },
  bulkPreview: ({ work, input }) => tenancy.previewMany(work, input),
  bulk: ({ work, input }) => tenancy.changeMany(work, input),
  leave: async ({ work }) => {
    await tenancy.leave(work)
    return done
  },
}
