/** Teams: grants, members, slices of the pools. */
import type { Contract } from '../../../src-preload/contract/index.ts'
import * as tenancy from '../../tenancy/index.ts'
import type { Handlers } from '../handler.ts'
import { done } from './answers.ts'

export const teams: Handlers<Contract['teams']> = {
  list: ({ work, input }) => tenancy.listTeams(work, input),
  get: ({ work, input }) => tenancy.getTeam(work, input.id),
  create: ({ work, input }) => tenancy.createTeam(work, input),
  update: ({ work, input }) => tenancy.updateTeam(work, input),
  setGrants: ({ work, input }) => tenancy.setTeamGrants(work, input),
  setSlices: ({ work, input }) => tenancy.setTeamSlices(work, input),
  changeMembers: ({ work, input }) => tenancy.changeTeamMembers(work, input),
  delete: async ({ work, input }) => {
    await tenancy.deleteTeam(work, input)
    return done
  },
  bulkPreview: ({ work, input }) => tenancy.previewTeams(work, input.ids),
  deleteMany: ({ work, input }) => tenancy.deleteTeams(work, input.ids),
}
