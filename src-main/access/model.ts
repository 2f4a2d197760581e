/** What the permission service is given: facts about a person in an organization, as the store holds them. */

import type { Matrix, Operation, ResourceType } from '../../src-preload/contract/access.ts'
import type { Allowance } from '../../src-preload/contract/permissions.ts'
import type { TenantScope } from '../store/index.ts'
import type { PermissionSet } from './permission-set.ts'
import type { SingleGrants } from './single-grants.ts'

export type OrganizationKind = 'organization' | 'personal' | 'platform'
export type OrganizationState = 'active' | 'suspended' | 'closing' | 'closed'

/** A role with its matrix; built-in roles have the ids `admin`, `member`, `viewer`. */
export interface RoleFacts {
  readonly id: string
  readonly name: string
  readonly matrix: Matrix
}
/** Operations given to a team (on a type, or on one resource) or to a user (on one resource: a share). */
export interface GrantFacts {
  readonly id: string
  readonly subjectKind: 'user' | 'team'
  readonly subjectId: string
  readonly type: ResourceType
  readonly resourceId: string | null
  readonly operations: readonly Operation[]
}
export interface TeamFacts {
  readonly id: string
  readonly name: string
}
export interface OrganizationFacts {
  readonly id: string
  readonly kind: OrganizationKind
  readonly state: OrganizationState
}
export interface MemberFacts {
  readonly id: string
  readonly userId: string
  readonly name: string
  readonly email: string
  readonly state: 'active' | 'suspended' | 'invited'
  readonly userActive: boolean
  readonly roleIds: readonly string[]
  readonly teamIds: readonly string[]
}
/**
 * All that decides what one member may do in one organization. Custom roles only; the built-in ones are
 * known. A role or team of the member counts only when it is in `roles` or `teams` (so one of another
 * organization never does); grants to others may be among `grants` and are passed over.
 */
export interface AccessFacts {
  readonly organization: OrganizationFacts
  readonly member: MemberFacts
  readonly roles: readonly RoleFacts[]
  readonly teams: readonly TeamFacts[]
  readonly grants: readonly GrantFacts[]
}

/** What visibility and ownership need to know of a single resource of the four shared kinds. */
export interface ResourceFacts {
  readonly id: string
  readonly visibility: 'organization' | 'teams' | 'private'
  readonly teamIds: readonly string[]
  readonly createdBy: string
}

/** A question to the service: one operation on a type (`resourceId` null) or on one resource of it. */
export interface Question {
  readonly type: ResourceType
  readonly operation: Operation
  readonly resourceId: string | null
}

/** `because` names what allowed it; for a denial it is null, and `explain` says what is missing or what cuts. */
export interface Decision {
  readonly allowed: boolean
  readonly because: Allowance | null
}

/** A role or team: what it gives on types (uncut), and the answer when it is what allowed. Shared by its holders. */
export interface Source extends PermissionSet {
  readonly id: string
  readonly bits: Uint32Array
  readonly decision: Decision
}

/** Reasons found so far for single resources: by resource id, then by `type index × 32 + operation index`. */
export type SingleReasons = Map<string, Map<number, Decision>>

/**
 * What members with the same roles, teams and state have in common. It is compiled once for all of
 * them, so that a context of its own costs little more than the fields below.
 */
export interface Standing extends PermissionSet {
  readonly roles: readonly RoleFacts[]
  readonly teams: readonly TeamFacts[]
  readonly teamIds: ReadonlySet<string>
  /** Bits of the operations per type index: roles and team grants on types, already cut by states. */
  readonly bits: Uint32Array
  /** Bits that the states and the kind of organization leave of each type: at most what the type declares. */
  readonly cut: Uint32Array
  readonly single: SingleGrants
  /** True for holders of the built-in admin role: visibility does not limit them. */
  readonly seesAll: boolean
  /** Grants to these teams: on types, and on single resources. */
  readonly teamGrants: readonly GrantFacts[]
  /** Everything that gives something on types: roles, then teams. */
  readonly sources: readonly Source[]
  readonly singleReasons: SingleReasons
}

/**
 * A member in an organization with everything compiled: made once per session and organization,
 * dropped on any change of what it was made from. As a set it is what roles and team grants give on types,
 * already cut by states.
 */
export interface AccessContext extends PermissionSet {
  /** What `single` says of itself, so that most questions need not ask it. */
  readonly singlePermissions: number
  readonly singleIds: number
  readonly orgId: string
  /** The same person's context of another organization, where both are kept: `HeldContexts` chains them. */
  beside: AccessContext | undefined
  /** What is given on single resources (shares, and team grants on one resource), already cut. */
  readonly single: SingleGrants
  /** What it has in common with others. */
  readonly standing: Standing
  readonly facts: AccessFacts
  readonly userId: string
  /** Opens the organization's data. */
  readonly scope: TenantScope
  /** Grants to this user on single resources. */
  readonly shares: readonly GrantFacts[]
  /** The standing's, unless the user has shares. */
  readonly singleReasons: SingleReasons
}
