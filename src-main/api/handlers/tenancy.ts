/** Organizations, members, teams, roles, invitations, and the operators' view: each a few words to one service. */
import type { Contract } from '../../../src-preload/contract/index.ts'
import { decide } from '../../access/index.ts'
import { resourceFacts } from '../../resources/index.ts'
import * as tenancy from '../../tenancy/index.ts'
import type { Handlers } from '../handler.ts'
import { close, closeByOperator } from './approvals.ts'

const done = { done: true } as const

export const organizations: Handlers<Contract['organizations']> = {
  current: ({ work }) => tenancy.currentOrganization(work),
  overview: ({ work }) => tenancy.overviewOf(work),
  pools: async ({ work }) => tenancy.poolsOf(work.db, await tenancy.currentOrganization(work)),
  update: ({ work, input }) => tenancy.updateOrganization(work, input),
  close,
  restore: ({ work, input }) => tenancy.restoreOrganization(work, input),
}

export const platform: Handlers<Contract['platform']> = {
  list: ({ work, input }) => tenancy.listOrganizations(work, input),
  get: ({ work, input }) => tenancy.getOrganization(work, input.id),
  create: ({ work, input }) => tenancy.createOrganization(work, input),
  setLimits: ({ work, input }) => tenancy.setLimits(work, input),
  suspend: ({ work, input }) => tenancy.suspendOrganization(work, input),
  reactivate: ({ work, input }) => tenancy.reactivateOrganization(work, input),
  close: closeByOperator,
  restore: ({ work, input }) => tenancy.restoreOrganizationByOperator(work, input),
}

export const users: Handlers<Contract['users']> = {
  find: ({ work, input }) => tenancy.findAccount(work, input.email),
  disable: ({ work, input }) => tenancy.disableAccount(work, input),
  enable: ({ work, input }) => tenancy.enableAccount(work, input),
}

export const members: Handlers<Contract['members']> = {
  list: async ({ work, input }) => mutable(await tenancy.listMembers(work, input)),
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
}

export const roles: Handlers<Contract['roles']> = {
  list: ({ work }) => tenancy.listRoles(work),
  get: ({ work, input }) => tenancy.getRole(work, input.id),
  create: ({ work, input }) => tenancy.createRole(work, input),
  update: ({ work, input }) => tenancy.updateRole(work, input),
  delete: async ({ work, input }) => {
    await tenancy.deleteRole(work, input)
    return done
  },
}

export const invitations: Handlers<Contract['invitations']> = {
  list: async ({ work, input }) => mutable(await tenancy.listInvitations(work, input)),
  create: ({ work, input }) => tenancy.createInvitation(work, input),
  resend: ({ work, input }) => tenancy.resendInvitation(work, input),
  revoke: ({ work, input }) => tenancy.revokeInvitation(work, input),
  bulkPreview: ({ work, input }) => tenancy.previewInvitations(work, input),
  resendMany: ({ work, input }) => tenancy.resendMany(work, input.ids),
  revokeMany: ({ work, input }) => tenancy.revokeMany(work, input.ids),
  accept: ({ work, input }) => tenancy.acceptInvitation(work, input.token),
}

/** Looks a resource up for an explanation. What the asker may not read answers like what is not there. */
const lookup: tenancy.ResourceLookup = async (work, type, id) => {
  const facts = await resourceFacts(work.db, type, id)
  return facts && decide(work.access, type, id, 'read', facts) ? facts : undefined
}

export const permissions: Handlers<Contract['permissions']> = {
  mine: ({ work, input }) => tenancy.answerMine(work, input.questions, lookup),
  explainMine: ({ work, input }) => tenancy.explainMine(work, input, lookup),
  explain: ({ work, input }) => tenancy.explainMember(work, input, lookup),
  whatIfRole: ({ work, input }) => tenancy.whatIfRole(work, input),
  whatIfMember: ({ work, input }) => tenancy.whatIfMember(work, input),
}

function mutable<T>(page: {
  readonly items: readonly T[]
  readonly next: string | null
  readonly total: number
}): {
  items: T[]
  next: string | null
  total: number
} {
  return { ...page, items: [...page.items] }
}
