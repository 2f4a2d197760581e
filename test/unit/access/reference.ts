/**
 * What a member may do, written straight from the sentences of the domain: slow, and obviously right.
 * It shares nothing with the engine but the table of types and operations and the built-in roles.
 */

import type { AccessFacts, ResourceFacts } from '../../../src-main/access/index.ts'
import {
  BUILT_IN_MATRICES,
  BUILT_IN_ROLES,
  CLOSING_OPERATIONS,
  type Matrix,
  OPERATIONS,
  OWNER_OPERATIONS,
  PLATFORM_TYPES,
  RESOURCE_KINDS,
  SUSPENDED_OPERATIONS,
} from '../../../src-preload/contract/access.ts'

const lists = (list: readonly string[] | undefined, wanted: string): boolean =>
  list?.includes(wanted) === true

/** The operations of a type in a matrix, looking at own properties only. */
const inMatrix = (matrix: Matrix, type: string): readonly string[] =>
  (Object.hasOwn(matrix, type) ? Object.entries(matrix).find(([t]) => t === type)?.[1] : undefined) ?? []

/** Operations that the table declares for a type; none for a type that it does not have. */
const declared = (type: string): readonly string[] =>
  Object.entries(OPERATIONS).find(([t]) => t === type)?.[1] ?? []

export function isCut({ organization, member }: AccessFacts, type: string, operation: string): boolean {
  if (member.state !== 'active') return true
  if (!member.userActive) return true
  if (organization.state === 'closed') return true
  if (organization.state === 'suspended' && !lists(SUSPENDED_OPERATIONS, operation)) return true
  if (organization.state === 'closing' && !lists(CLOSING_OPERATIONS, operation)) return true
  const ofPlatform = [...PLATFORM_TYPES].some((t) => t === type)
  return ofPlatform && organization.kind !== 'platform'
}

/** Some role of the membership lists it, or a grant on the type to one of its teams. */
export function allowedOnType(facts: AccessFacts, type: string, operation: string): boolean {
  const { organization, member } = facts
  for (const id of BUILT_IN_ROLES)
    if (member.roleIds.includes(id)) {
      const matrix = BUILT_IN_MATRICES[id](organization.kind === 'platform')
      if (lists(inMatrix(matrix, type), operation)) return true
    }
  for (const role of facts.roles) {
    const custom = !lists(BUILT_IN_ROLES, role.id)
    if (custom && member.roleIds.includes(role.id) && lists(inMatrix(role.matrix, type), operation))
      return true
  }
  return facts.grants.some(
    (g) =>
      g.subjectKind === 'team' &&
      isOwnTeam(facts, g.subjectId) &&
      g.resourceId === null &&
      g.type === type &&
      lists(g.operations, operation),
  )
}

const isOwnTeam = (facts: AccessFacts, teamId: string): boolean =>
  facts.member.teamIds.includes(teamId) && facts.teams.some((t) => t.id === teamId)

/** A grant on this one resource, to the user or to one of its teams. */
export const allowedOnResource = (facts: AccessFacts, type: string, id: string, operation: string): boolean =>
  facts.grants.some(
    (g) =>
      (g.subjectKind === 'user' ? g.subjectId === facts.member.userId : isOwnTeam(facts, g.subjectId)) &&
      g.resourceId === id &&
      g.type === type &&
      lists(g.operations, operation),
  )

export function isSeen(facts: AccessFacts, resource: ResourceFacts): boolean {
  const admin = facts.member.roleIds.includes('admin')
  if (resource.visibility === 'organization') return true
  if (resource.visibility === 'teams') return admin || resource.teamIds.some((id) => isOwnTeam(facts, id))
  return admin || resource.createdBy === facts.member.userId
}

export function mayDo(
  facts: AccessFacts,
  type: string,
  id: string | null,
  operation: string,
  resource?: ResourceFacts,
): boolean {
  if (!lists(declared(type), operation)) return false
  if (isCut(facts, type, operation)) return false
  if (resource && resource.id !== id) return false
  const kind = lists(RESOURCE_KINDS, type)
  const reached = resource && kind ? isSeen(facts, resource) : true
  if (reached && allowedOnType(facts, type, operation)) return true
  if (id !== null && allowedOnResource(facts, type, id, operation)) return true
  return (
    resource !== undefined &&
    kind &&
    resource.createdBy === facts.member.userId &&
    lists(OWNER_OPERATIONS, operation)
  )
}
