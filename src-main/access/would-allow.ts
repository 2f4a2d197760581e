/** Roles and teams that would allow what is denied, found by deciding again with each of them. */
import type { Allowance } from '../../src-preload/contract/permissions.ts'
import { allRoles } from './built-in-roles.ts'
import { CompiledOrganization } from './compile.ts'
import { decide } from './decide.ts'
import type {
  AccessContext,
  GrantFacts,
  MemberFacts,
  Question,
  ResourceFacts,
  RoleFacts,
  TeamFacts,
} from './model.ts'

/** What the organization has to give. `grants` are its teams'; without them see `explain`. */
export interface Offer {
  readonly roles: readonly RoleFacts[]
  readonly teams: readonly TeamFacts[]
  readonly grants: readonly GrantFacts[]
}

export function wouldAllow(
  context: AccessContext,
  { type, operation, resourceId }: Question,
  resource: ResourceFacts | undefined,
  offer: Offer,
): Allowance[] {
  const { organization, member, roles, teams, grants } = context.facts
  const added = <T extends { readonly id: string }>(known: readonly T[], more: readonly T[]): T[] => {
    const ids = new Set(known.map((k) => k.id))
    return [...known, ...more.filter((m) => !ids.has(m.id))]
  }
  const compiled = new CompiledOrganization({
    organization,
    roles: added(roles, offer.roles),
    teams: added(teams, offer.teams),
    grants: added(grants, offer.grants),
  })
  const allows = (changed: Partial<MemberFacts>): boolean =>
    decide(
      compiled.contextOf({ ...member, ...changed }, context.scope),
      type,
      resourceId,
      operation,
      resource,
    )
  return [
    ...allRoles(organization.kind, offer.roles)
      .filter((role) => allows({ roleIds: [...member.roleIds, role.id] }))
      .map(({ id, name }): Allowance => ({ kind: 'role', id, name })),
    ...offer.teams
      .filter((team) => allows({ teamIds: [...member.teamIds, team.id] }))
      .map(({ id, name }): Allowance => ({ kind: 'teamGrant', id, name })),
  ]
}
