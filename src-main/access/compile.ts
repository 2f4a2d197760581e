/** An organization's roles, teams and grants as bits, from which the contexts of its members are made. */
import type { TenantScope } from '../store/index.ts'
import { allRoles } from './built-in-roles.ts'
import { cutOf } from './cuts.ts'
import type {
  AccessContext,
  AccessFacts,
  GrantFacts,
  MemberFacts,
  RoleFacts,
  SingleReasons,
  Source,
  Standing,
  TeamFacts,
} from './model.ts'
import { setOf } from './permission-set.ts'
import { SingleGrants } from './single-grants.ts'
import { byId, roleSource, teamSource } from './sources.ts'
import { at } from './vocabulary.ts'

const NO_GRANTS: readonly GrantFacts[] = Object.freeze([])

export type OrganizationPart = Omit<AccessFacts, 'member'>

/**
 * Compiles members of one organization. Members with the same roles, teams and state share one standing;
 * make a new one whenever a role, team, grant or the organization's state changes.
 */
export class CompiledOrganization {
  readonly #part: OrganizationPart
  readonly #roles: readonly RoleFacts[]
  readonly #teams: ReadonlyMap<string, TeamFacts>
  readonly #teamGrants = new Map<string, GrantFacts[]>()
  readonly #shares = new Map<string, GrantFacts[]>()
  readonly #sources = new Map<RoleFacts | TeamFacts, Source>()
  readonly #standings = new Map<string, Standing>()

  constructor(part: OrganizationPart) {
    this.#part = part
    this.#roles = allRoles(part.organization.kind, part.roles)
    this.#teams = new Map(part.teams.map((team) => [team.id, team]))
    for (const grant of part.grants) {
      const list = grant.subjectKind === 'team' ? this.#teamGrants : this.#shares
      // A user is given single resources only: what a person may do on a type comes from roles and teams.
      if (grant.subjectKind === 'user' && grant.resourceId === null) continue
      const known = list.get(grant.subjectId)
      if (known === undefined) list.set(grant.subjectId, [grant])
      else known.push(grant)
    }
  }

  /** The context of one member. `scope` must be of this organization. */
  contextOf(member: MemberFacts, scope: TenantScope): AccessContext {
    const shares = this.#shares.get(member.userId) ?? NO_GRANTS
    return new CompiledContext(this.#part, member, this.standingOf(member), shares, scope)
  }

  /** What a member has in common with all that have the same roles, teams and state. */
  standingOf(member: MemberFacts): Standing {
    const key = JSON.stringify([
      [...member.roleIds].sort(),
      [...member.teamIds].sort(),
      member.state,
      member.userActive,
    ])
    const known = this.#standings.get(key)
    if (known !== undefined) return known
    const made = this.#compile(member)
    this.#standings.set(key, made)
    return made
  }

  #compile(member: MemberFacts): Standing {
    const roleIds = new Set(member.roleIds)
    const roles = this.#roles.filter((role) => roleIds.has(role.id))
    const teams = [...new Set(member.teamIds)].flatMap((id) => this.#teams.get(id) ?? [])
    const teamGrants = teams.flatMap((team) => this.#teamGrants.get(team.id) ?? [])
    const cut = cutOf(this.#part.organization, member)
    const sources = [
      ...roles.map((role) => this.#source(role, () => roleSource(role))).sort(byId),
      ...teams
        .map((team) => this.#source(team, () => teamSource(team, this.#teamGrants.get(team.id) ?? NO_GRANTS)))
        .sort(byId),
    ]
    const bits = cut.map((left, i) => sources.reduce((held, source) => held | at(source.bits, i), 0) & left)
    return {
      ...setOf(bits),
      roles,
      teams,
      teamIds: new Set(teams.map((team) => team.id)),
      bits,
      cut,
      single: SingleGrants.NONE.with(teamGrants, cut),
      seesAll: roleIds.has('admin'),
      teamGrants,
      sources,
      singleReasons: new Map(),
    }
  }

  #source(of: RoleFacts | TeamFacts, make: () => Source): Source {
    const known = this.#sources.get(of)
    if (known !== undefined) return known
    const made = make()
    this.#sources.set(of, made)
    return made
  }
}

/**
 * There is one for every member who is there, and each decision reads another one: it has little of its own, and
 * first what every decision reads.
 */
class CompiledContext implements AccessContext {
  readonly low: number
  readonly middle: number
  readonly high: number
  readonly singlePermissions: number
  readonly singleIds: number
  readonly orgId: string
  beside: AccessContext | undefined
  readonly single: SingleGrants
  readonly standing: Standing
  readonly scope: TenantScope
  readonly shares: readonly GrantFacts[]
  readonly #member: MemberFacts
  readonly #part: OrganizationPart
  #singleReasons: SingleReasons | undefined

  constructor(
    part: OrganizationPart,
    member: MemberFacts,
    standing: Standing,
    shares: readonly GrantFacts[],
    scope: TenantScope,
  ) {
    this.low = standing.low
    this.middle = standing.middle
    this.high = standing.high
    const single = shares.length === 0 ? standing.single : standing.single.with(shares, standing.cut)
    this.singlePermissions = single.permissions
    this.singleIds = single.ids
    this.orgId = part.organization.id
    this.single = single
    this.standing = standing
    this.scope = scope
    this.shares = shares
    this.#member = member
    this.#part = part
  }
  get facts(): AccessFacts {
    const { organization, roles, teams, grants } = this.#part
    return { organization, member: this.#member, roles, teams, grants }
  }
  get userId(): string {
    return this.#member.userId
  }
  get singleReasons(): SingleReasons {
    this.#singleReasons ??= this.shares.length === 0 ? this.standing.singleReasons : new Map()
    return this.#singleReasons
  }
}

/** One member's context. For many members of one organization, make one `CompiledOrganization` and ask it. */
export const compileContext = (facts: AccessFacts, scope: TenantScope): AccessContext =>
  new CompiledOrganization(facts).contextOf(facts.member, scope)
