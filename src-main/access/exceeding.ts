/** The guard rail against escalation: nobody gives what they do not hold. */
import type { Matrix, Operation, ResourceType } from '../../src-preload/contract/access.ts'
import { allRoles } from './built-in-roles.ts'
import { decide } from './decide.ts'
import type { AccessContext, OrganizationKind, ResourceFacts, RoleFacts } from './model.ts'
import { addMatrix, at, IS_KIND, matrixIn, perType, TYPE_INDEX } from './vocabulary.ts'
import { SEE_ALL } from './wording.ts'

/** Operations to be given, on a type or on one resource. */
export interface Given {
  readonly type: ResourceType
  readonly resourceId: string | null
  readonly operations: readonly Operation[]
}
const isList = (wanted: Matrix | readonly Given[]): wanted is readonly Given[] => Array.isArray(wanted)

/**
 * Permissions (`type.operation`) in a matrix or in grants that the actor does not hold; empty when all
 * may be given. A matrix and grants on types are compared with what the actor may do on the type, a
 * grant on one resource with what it may do on that resource. For the four shared kinds this needs
 * `resourceOf`; a resource whose facts are not given counts as one that roles do not reach.
 */
export function exceeding(
  actor: AccessContext,
  wanted: Matrix | readonly Given[],
  resourceOf: (id: string) => ResourceFacts | undefined = () => undefined,
): string[] {
  const exceeds = new Set<string>()
  const grants: readonly Given[] = isList(wanted)
    ? wanted
    : Object.entries(wanted).map(([type, operations]) => ({
        type: type as ResourceType,
        resourceId: null,
        operations,
      }))
  for (const { type, resourceId, operations } of grants)
    for (const op of operations)
      if (!holds(actor, type, resourceId, op, resourceOf)) exceeds.add(`${type}.${op}`)
  return [...exceeds].sort()
}

function holds(
  actor: AccessContext,
  type: ResourceType,
  resourceId: string | null,
  op: Operation,
  resourceOf: (id: string) => ResourceFacts | undefined,
): boolean {
  if (resourceId === null) return decide(actor, type, null, op)
  const facts = resourceOf(resourceId)
  const index = TYPE_INDEX.get(type)
  const unknown = facts === undefined && index !== undefined && at(IS_KIND, index) === 1
  // Nobody made it and it is private: only a grant on this resource, or the role Admin, reaches it.
  const hidden: ResourceFacts = { id: resourceId, visibility: 'private', teamIds: [], createdBy: '' }
  return decide(actor, type, resourceId, op, unknown ? hidden : facts)
}

/** Union of the matrices of these roles; ids that are neither built in nor among `custom` add nothing. */
export function matrixOfRoles(
  kind: OrganizationKind,
  custom: readonly RoleFacts[],
  roleIds: readonly string[],
): Matrix {
  const wanted = new Set(roleIds)
  const held = perType(() => 0)
  for (const role of allRoles(kind, custom)) if (wanted.has(role.id)) addMatrix(held, role.matrix)
  return matrixIn(held)
}

/**
 * As `exceeding`, for giving these roles. The built-in `admin` is more than its matrix, because no
 * visibility limits it: only its holders may give it, whatever operations a custom role lists.
 */
export function exceedingRoles(
  actor: AccessContext,
  roleIds: readonly string[],
  custom: readonly RoleFacts[] = actor.facts.roles,
): string[] {
  const exceeds = exceeding(actor, matrixOfRoles(actor.facts.organization.kind, custom, roleIds))
  return roleIds.includes('admin') && !actor.standing.seesAll ? [...exceeds, SEE_ALL] : exceeds
}
