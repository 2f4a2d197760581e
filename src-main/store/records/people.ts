import { z } from 'zod'
import { matrix, operation, resourceType } from '../../../src-preload/contract/access.ts'
import { invitationState } from '../../../src-preload/contract/invitations.ts'
import { membershipSource } from '../../../src-preload/contract/members.ts'
import { membershipState } from '../../../src-preload/contract/session.ts'
import { collection } from '../spec.ts'
import { base, ids } from './shared.ts'

const memberSchema = z.object({
  ...base,
  userId: z.string(),
  /** Copies of the identity's, so that lists sort and search within the tenant. */
  email: z.string(),
  name: z.string(),
  state: membershipState,
  source: membershipSource,
  roleIds: ids,
  teamIds: ids,
  joinedAt: z.string(),
  addedBy: z.string(),
  department: z.string(),
  title: z.string(),
  /** The domain claim that enrolled this member; absent for every other way in. */
  claimId: z.string().optional(),
  /** The tenant whose account pays for this member's usage; absent: this one's, as for everybody. */
  billedTo: z.string().optional(),
})
export type MemberRecord = z.infer<typeof memberSchema>
export const members = collection<MemberRecord>({
  name: 'members',
  schema: memberSchema,
  fields: {
    userId: 'string',
    email: 'string',
    name: 'string',
    state: 'string',
    source: 'string',
    roleIds: 'string[]',
    teamIds: 'string[]',
    joinedAt: 'string',
    department: 'string',
    claimId: 'string',
  },
  indexes: [
    { fields: ['userId'], unique: true },
    { fields: ['email'] },
    { fields: ['name'] },
    { fields: ['joinedAt'] },
    { fields: ['roleIds'] },
    { fields: ['teamIds'] },
    { fields: ['state'] },
  ],
  searchable: ['name', 'email', 'department', 'title'],
})

const teamSchema = z.object({ ...base, name: z.string(), nameKey: z.string(), description: z.string() })
export type TeamRecord = z.infer<typeof teamSchema>
export const teams = collection<TeamRecord>({
  name: 'teams',
  schema: teamSchema,
  fields: { name: 'string', nameKey: 'string' },
  indexes: [{ fields: ['nameKey'], unique: true }],
  searchable: ['name', 'description'],
})

const roleSchema = z.object({
  ...base,
  name: z.string(),
  nameKey: z.string(),
  description: z.string(),
  matrix,
})
export type RoleRecord = z.infer<typeof roleSchema>
/** The organization's own roles; the built-in ones are code, not records. */
export const roles = collection<RoleRecord>({
  name: 'roles',
  schema: roleSchema,
  fields: { name: 'string', nameKey: 'string' },
  indexes: [{ fields: ['nameKey'], unique: true }],
  searchable: ['name', 'description'],
})

const grantSchema = z.object({
  ...base,
  subjectKind: z.enum(['user', 'team']),
  subjectId: z.string(),
  type: resourceType,
  resourceId: z.string().nullable(),
  operations: z.array(operation),
})
export type GrantRecord = z.infer<typeof grantSchema>
/** A team's grants on a type or one resource, and the shares of single resources: one mechanism. */
export const grants = collection<GrantRecord>({
  name: 'grants',
  schema: grantSchema,
  fields: { subjectKind: 'string', subjectId: 'string', type: 'string', resourceId: 'string' },
  indexes: [{ fields: ['subjectId'] }, { fields: ['resourceId'] }],
  searchable: [],
})

const invitationSchema = z.object({
  ...base,
  email: z.string(),
  state: invitationState,
  roleIds: ids,
  teamIds: ids,
  invitedBy: z.string(),
  /** The author, whose permissions bound what the invitation grants at acceptance. */
  inviterId: z.string(),
  /** SHA-256 of the token; the token itself is never stored. */
  tokenHash: z.string(),
  expiresAt: z.string(),
  acceptedAt: z.string().nullable(),
})
export type InvitationRecord = z.infer<typeof invitationSchema>
export const invitations = collection<InvitationRecord>({
  name: 'invitations',
  schema: invitationSchema,
  fields: {
    email: 'string',
    state: 'string',
    tokenHash: 'string',
    expiresAt: 'string',
    roleIds: 'string[]',
    teamIds: 'string[]',
  },
  indexes: [
    { fields: ['email'], unique: true, where: ['state', 'pending'] },
    { fields: ['tokenHash'] },
    { fields: ['roleIds'] },
  ],
  searchable: ['email'],
})
