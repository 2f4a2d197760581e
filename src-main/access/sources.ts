/** Roles and teams as what they are to a decision: bits for each type, and the answer that names them. */
import type { Decision, GrantFacts, RoleFacts, Source, TeamFacts } from './model.ts'
import { setOf } from './permission-set.ts'
import { addMatrix, at, bitsOf, perType, TYPE_INDEX } from './vocabulary.ts'

const answer = (kind: 'role' | 'teamGrant', { id, name }: RoleFacts | TeamFacts): Decision =>
  Object.freeze({ allowed: true, because: Object.freeze({ kind, id, name }) })

export function roleSource(role: RoleFacts): Source {
  const bits = perType(() => 0)
  addMatrix(bits, role.matrix)
  return { ...setOf(bits), id: role.id, bits, decision: answer('role', role) }
}

/** What the grants of a team give on types. */
export function teamSource(team: TeamFacts, grants: readonly GrantFacts[]): Source {
  const bits = perType(() => 0)
  for (const { type, resourceId, operations } of grants) {
    const index = TYPE_INDEX.get(type)
    if (resourceId === null && index !== undefined) bits[index] = at(bits, index) | bitsOf(operations)
  }
  return { ...setOf(bits), id: team.id, bits, decision: answer('teamGrant', team) }
}

/** Order of reasons: by id, so that it does not depend on the order of the facts. */
export const byId = (a: { readonly id: string }, b: { readonly id: string }): number =>
  a.id < b.id ? -1 : a.id > b.id ? 1 : 0
