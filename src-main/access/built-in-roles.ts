/** The three immutable roles as facts. What they hold depends only on whether the tenant is the platform's. */
import { BUILT_IN_MATRICES, BUILT_IN_ROLES, type BuiltInRole } from '../../src-preload/contract/access.ts'
import type { OrganizationKind, RoleFacts } from './model.ts'

const NAMES: { readonly [R in BuiltInRole]: string } = { admin: 'Admin', member: 'Member', viewer: 'Viewer' }
const rolesOf = (platform: boolean): readonly RoleFacts[] =>
  BUILT_IN_ROLES.map((id) => ({ id, name: NAMES[id], matrix: BUILT_IN_MATRICES[id](platform) }))
const PLATFORM = rolesOf(true)
const OTHER = rolesOf(false)
const ids: ReadonlySet<string> = new Set(BUILT_IN_ROLES)

export const builtInRoles = (kind: OrganizationKind): readonly RoleFacts[] =>
  kind === 'platform' ? PLATFORM : OTHER
export const isBuiltIn = (roleId: string): boolean => ids.has(roleId)

/** All roles of an organization. A custom role that uses a built-in id is not one: built-in roles are immutable. */
export const allRoles = (kind: OrganizationKind, custom: readonly RoleFacts[]): readonly RoleFacts[] => [
  ...builtInRoles(kind),
  ...custom.filter((role) => !isBuiltIn(role.id)),
]
