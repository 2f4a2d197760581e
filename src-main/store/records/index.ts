/** Every collection there is, declared once for both databases. A collection that is not here does not exist. */
import type { CollectionSpec } from '../spec.ts'
import { answers } from './answers.ts'
import { approvalPolicies, approvals } from './approvals.ts'
import { domainClaims, domainOwners } from './domains.ts'
import { eventFilters } from './event-filters.ts'
import { inbox, leases, scheduleRuns, usageRecords } from './flow.ts'
import { organizations } from './organizations.ts'
import { outbox, outboxOffsets } from './outbox.ts'
import { grants, invitations, members, roles, teams } from './people.ts'
import { resources } from './resources.ts'
import { migrationOffers, signUps } from './sign-ups.ts'
import { slices } from './slices.ts'
import { auditRecords, heads } from './trail.ts'
import { transfers } from './transfers.ts'
import { slugs, users } from './users.ts'
import { wizards } from './wizards.ts'

export { answers } from './answers.ts'
export {
  type ApprovalPolicyRecord,
  type ApprovalRecord,
  approvalPolicies,
  approvals,
} from './approvals.ts'
export {
  type DomainClaimRecord,
  type DomainOwnerRecord,
  domainClaims,
  domainOwners,
} from './domains.ts'
export { type EventFilterRecord, eventFilters } from './event-filters.ts'
export {
  inbox,
  type LeaseRecord,
  leases,
  type ScheduleRunRecord,
  scheduleRuns,
  usageRecords,
} from './flow.ts'
export { type OrganizationRecord, organizations } from './organizations.ts'
export { type OutboxOffsetRecord, type OutboxRecord, outbox, outboxOffsets } from './outbox.ts'
export {
  type GrantRecord,
  grants,
  type InvitationRecord,
  invitations,
  type MemberRecord,
  members,
  type RoleRecord,
  roles,
  type TeamRecord,
  teams,
} from './people.ts'
export { type ResourceRecord, resources } from './resources.ts'
export {
  type MigrationOfferRecord,
  migrationOffers,
  type SignUpRecord,
  signUps,
} from './sign-ups.ts'
export { type SliceRecord, slices } from './slices.ts'
export { type AuditRecord, auditRecords, type HeadRecord, heads } from './trail.ts'
export { type LeftBehind, transfers } from './transfers.ts'
export { domainsOf, IDENTITIES, slugs, type UserRecord, users } from './users.ts'

export { type WizardRecord, wizards } from './wizards.ts'

const erase = (spec: unknown): CollectionSpec => spec as CollectionSpec
export const COLLECTIONS: readonly CollectionSpec[] = [
  organizations,
  users,
  slugs,
  members,
  teams,
  roles,
  grants,
  invitations,
  resources,
  slices,
  heads,
  auditRecords,
  outbox,
  outboxOffsets,
  approvals,
  approvalPolicies,
  answers,
  transfers,
  inbox,
  leases,
  scheduleRuns,
  usageRecords,
  wizards,
  eventFilters,
  domainClaims,
  domainOwners,
  signUps,
  migrationOffers,
].map(erase)

/**
 * What access is decided from: a write to one of these makes every compiled context of the tenant stale, but for new
 * members, of whom there is no context yet.
 */
export const ACCESS_COLLECTIONS: ReadonlySet<string> = new Set([
  'organizations',
  'members',
  'teams',
  'roles',
  'grants',
  'users',
])
