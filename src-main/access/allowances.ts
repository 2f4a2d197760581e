/** All that allows a permission, named: roles, team grants, shares, ownership – in this order, then by id. */
import type { Allowance } from '../../src-preload/contract/permissions.ts'
import { isVisible } from './decide.ts'
import type { AccessContext, GrantFacts, ResourceFacts, Source, Standing } from './model.ts'
import { byId } from './sources.ts'
import { at, bitsOf, IS_KIND, OWNER_BITS, TYPE_INDEX } from './vocabulary.ts'

const gives = (grant: GrantFacts, index: number, resourceId: string | null, bit: number): boolean =>
  grant.resourceId === resourceId &&
  TYPE_INDEX.get(grant.type) === index &&
  (bitsOf(grant.operations) & bit) !== 0
const teamName = (standing: Standing, id: string): string =>
  standing.teams.find((team) => team.id === id)?.name ?? id

/** Roles and teams that give the operation on the type; the caller has asked whether states cut it. */
export const typeAllowances = (sources: readonly Source[], index: number, bit: number): Allowance[] =>
  sources.flatMap(({ bits, decision }) => ((at(bits, index) & bit) === 0 ? [] : (decision.because ?? [])))

/** Grants of this one resource to the user or its teams. The allowance's id is the grant's, its name the receiver's. */
export function singleAllowances(
  context: AccessContext,
  index: number,
  id: string,
  bit: number,
): Allowance[] {
  const { standing, shares, facts } = context
  return [...shares, ...standing.teamGrants]
    .filter((grant) => gives(grant, index, id, bit))
    .map((grant): Allowance => {
      const name = grant.subjectKind === 'user' ? facts.member.name : teamName(standing, grant.subjectId)
      return { kind: 'share', id: grant.id, name }
    })
    .sort(byId)
}

export const ownership = ({ userId, facts }: AccessContext): Allowance => ({
  kind: 'ownership',
  id: userId,
  name: facts.member.name,
})

/** Every allowance of a question; empty exactly when `decide` denies it. `index` and `bit` as the tables number them. */
export function allowancesOf(
  context: AccessContext,
  index: number,
  bit: number,
  id: string | null,
  resource?: ResourceFacts,
): Allowance[] {
  if ((at(context.standing.cut, index) & bit) === 0 || (resource !== undefined && resource.id !== id))
    return []
  const hidden = resource !== undefined && at(IS_KIND, index) === 1 && !isVisible(context, resource)
  const list = hidden ? [] : typeAllowances(context.standing.sources, index, bit)
  if (id !== null) list.push(...singleAllowances(context, index, id, bit))
  if (resource?.createdBy === context.userId && (at(OWNER_BITS, index) & bit) !== 0)
    list.push(ownership(context))
  return list
}
