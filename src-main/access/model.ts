/** What the permission service is given: facts about a person in an organization, as the store holds them. */

import type { Matrix, Operation, ResourceType } from '../../src-preload/contract/access.ts'
import type { Allowance } from '../../src-preload/contract/permissions.ts'
import type { TenantScope } from '../store/index.ts'

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
/** All that decides what one member may do in one organization. Custom roles only; the built-in ones are known. */
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

/** `because` names what allowed it; for a denial it is empty and `missing`/`cut` say why. */
export interface Decision {
  readonly allowed: boolean
  readonly because: Allowance | null
}

/**
 * A member in an organization with everything compiled: made once per session and organization,
 * dropped on any change of what it was made from. `scope` opens the organization's data.
 */
export interface AccessContext {
  readonly facts: AccessFacts
  readonly userId: string
  readonly orgId: string
  readonly scope: TenantScope
  /** Bits of the operations per type index: roles and team grants on types, already cut by states. */
  readonly bits: Uint32Array
  /** Bits of the operations on single resources: shares, and team grants on one resource, by resource id. */
  readonly single: ReadonlyMap<string, number>
  /** True for holders of the built-in admin role: visibility does not limit them. */
  readonly seesAll: boolean
  /** Bits that the organization's state leaves of each type (all ones when active). */
  readonly cut: Uint32Array
}
