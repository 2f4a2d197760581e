/** Why somebody may or may not: every allowance, what is missing, what cuts, and a sentence for a person. */
import type { Allowance, Explanation } from '../../src-preload/contract/permissions.ts'
import { allowancesOf, typeAllowances } from './allowances.ts'
import { CompiledOrganization } from './compile.ts'
import { describeCut } from './cuts.ts'
import { isVisible } from './decide.ts'
import type { AccessContext, GrantFacts, Question, ResourceFacts, RoleFacts, TeamFacts } from './model.ts'
import { at, DECLARED, IS_KIND, OPERATION_BIT, TYPE_INDEX } from './vocabulary.ts'
import { capital, declares, listed, manyOf, namesOf, phrase } from './wording.ts'
import { wouldAllow } from './would-allow.ts'

/**
 * Explains a decision about the member of `context`.
 *
 * `organizationRoles` (built-in ones may be left out) and `organizationTeams` are what could be given.
 * `organizationGrants` are the grants of those teams. Without them the teams are taken to be the ones
 * that are granted the operation on the type, so that visibility still applies to what they would allow.
 */
export function explain(
  context: AccessContext,
  question: Question,
  resource?: ResourceFacts,
  organizationRoles: readonly RoleFacts[] = context.facts.roles,
  organizationTeams: readonly TeamFacts[] = [],
  organizationGrants?: readonly GrantFacts[],
): Explanation {
  const { type, operation, resourceId } = question
  const index = TYPE_INDEX.get(type)
  const bit = OPERATION_BIT.get(operation)
  const name = context.facts.member.name
  const what = phrase(type, operation, resourceId !== null)
  const answer = { type, operation, resourceId }
  if (index === undefined || bit === undefined || (at(DECLARED, index) & bit) === 0) {
    const has = index === undefined ? 'there is no such type' : `it has ${declares(type)}`
    const sentence = `${name} may not ${what}: ${type}.${operation} is not a permission, ${has}.`
    return {
      ...answer,
      allowed: false,
      because: [],
      missing: `${type}.${operation}`,
      cut: null,
      sentence,
      wouldAllow: [],
    }
  }

  const because = allowancesOf(context, index, bit, resourceId, resource)
  if (because.length > 0) {
    const sentence = `${name} may ${what} because ${listed(clauses(context, because))}.`
    return { ...answer, allowed: true, because, missing: null, cut: null, sentence, wouldAllow: [] }
  }

  const cut = describeCut(context.facts.organization, context.facts.member, type, operation)
  const whole = withoutCut(context)
  const held = allowancesOf(whole, index, bit, resourceId, resource).length > 0
  const missing = held ? null : `${type}.${operation}`
  const grants = organizationGrants ?? assumed(organizationTeams, question)
  const offers =
    cut === null
      ? wouldAllow(context, question, resource, {
          roles: organizationRoles,
          teams: organizationTeams,
          grants,
        })
      : []
  const why = cut ?? lack(context, index, bit, question, resource)
  const tail = offers.length > 0 ? ` ${capital(namesOf(offers))} would.` : ''
  const sentence = `${name} may not ${what}: ${why}.${tail}`
  return { ...answer, allowed: false, because: [], missing, cut, sentence, wouldAllow: offers }
}

/** The same member, were the membership, the user and the organization active. */
function withoutCut({ facts, scope }: AccessContext): AccessContext {
  const organization = { ...facts.organization, state: 'active' as const }
  const member = { ...facts.member, state: 'active' as const, userActive: true }
  return new CompiledOrganization({ ...facts, organization }).contextOf(member, scope)
}

const assumed = (teams: readonly TeamFacts[], { type, operation }: Question): GrantFacts[] =>
  teams.map(({ id }) => ({
    id: `assumed ${id}`,
    subjectKind: 'team',
    subjectId: id,
    type,
    resourceId: null,
    operations: [operation],
  }))

function clauses(context: AccessContext, because: readonly Allowance[]): string[] {
  const ofUser = new Set(context.shares.map((grant) => grant.id))
  const wording: { readonly [K in Allowance['kind']]: (a: Allowance) => string } = {
    role: ({ name }) => `the role ${name} allows it`,
    teamGrant: ({ name }) => `the team ${name} allows it`,
    share: ({ id, name }) => (ofUser.has(id) ? `it is shared with ${name}` : `the team ${name} shares it`),
    ownership: ({ name }) => `${name} created it`,
  }
  return because.map((allowance) => wording[allowance.kind](allowance))
}

/** What is missing, when no state cuts. */
function lack(
  context: AccessContext,
  index: number,
  bit: number,
  { type, operation, resourceId }: Question,
  resource: ResourceFacts | undefined,
): string {
  const { standing } = context
  if (resource !== undefined && resource.id !== resourceId) return 'the facts given are of another resource'
  const roles = listed(standing.roles.map((role) => role.name)) || 'none'
  const teams = listed(standing.teams.map((team) => team.name)) || 'none'
  const hidden = resource !== undefined && at(IS_KIND, index) === 1 && !isVisible(context, resource)
  const onType = hidden ? typeAllowances(standing.sources, index, bit) : []
  if (onType.length > 0) {
    const limit = resource?.visibility === 'private' ? 'is private to its creator' : 'is only for its teams'
    const verb = onType.length === 1 ? 'allows' : 'allow'
    return `${namesOf(onType)} ${verb} it on ${manyOf(type)} that are visible, but this one ${limit}`
  }
  return `none of their roles (${roles}) and teams (${teams}) grants ${type}.${operation}`
}
