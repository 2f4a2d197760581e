/**
 * Organizations and the people in them: memberships, teams, custom roles, invitations, pools. The rule
 * it keeps: nobody gives what they do not hold, and no organization is without an active admin.
 */
export { disableAccount, enableAccount, findAccount } from './accounts.ts'
export { changeMany, previewMany } from './bulk.ts'
export { contextOf } from './context.ts'
export { deciders } from './deciders.ts'
export { eraseEnded } from './erasure.ts'
export { isBuiltIn, type NamedRole, rolesOf } from './facts.ts'
export { foundMember, foundTenant, identityOf, memberOf, requirePersonalSpace, unproved } from './founding.ts'
export { exceedingTeams, requireRoles, requireTeams } from './guards.ts'
export {
  acceptInvitation,
  authorStillHolds,
  createInvitation,
  listInvitations,
  resendInvitation,
  revokeInvitation,
} from './invitations.ts'
export { previewInvitations, resendMany, revokeMany } from './invitations-many.ts'
export { previewOf } from './many.ts'
export {
  addMember,
  endMembership,
  getMember,
  leave,
  listMembers,
  memberCondition,
  memberFacets,
  reactivateMember,
  removeMember,
  requireGivable,
  setRoles,
  setTeams,
  suspendMember,
} from './members.ts'
export {
  closeOrganization,
  closingChanges,
  currentOrganization,
  overviewOf,
  requireClosable,
  requireState,
  requireVersion,
  restoreOrganization,
  updateOrganization,
} from './organizations.ts'
export {
  closeOrganizationByOperator,
  createOrganization,
  getOrganization,
  listOrganizations,
  reactivateOrganization,
  requireClosableByOperator,
  restoreOrganizationByOperator,
  setLimits,
  suspendOrganization,
} from './platform.ts'
export {
  previewOrganizations,
  reactivateOrganizations,
  suspendOrganizations,
} from './platform-many.ts'
export { poolsOf } from './pools.ts'
export {
  answerMine,
  explainMember,
  explainMine,
  type ResourceLookup,
  whatIfMember,
  whatIfRole,
} from './questions.ts'
export { createRole, deleteRole, getRole, listRoles, updateRole } from './roles.ts'
export {
  type Amounts,
  noRoomIn,
  requireRoom,
  requireRoomFor,
  requireRoomHere,
  requireRoomToCount,
  shortagesOf,
  shortageWords,
} from './room.ts'
export { leftOf, type Seats, seatsOf } from './seats.ts'
export { unseenInTeams } from './sight.ts'
export { setTeamSlices } from './slice-setting.ts'
export { slicesOfTeams } from './slices.ts'
export { deleteTeam } from './team-deletion.ts'
export {
  changeTeamMembers,
  countGrants,
  createTeam,
  getTeam,
  listTeams,
  setTeamGrants,
  updateTeam,
} from './teams.ts'
export { deleteTeams, previewTeams } from './teams-many.ts'
export { tellJoined, tellMember } from './tell.ts'
