/** The permission service's questions about others, with the facts read from the store. */
import type { Matrix, Operation, ResourceType } from '../../src-preload/contract/access.ts'
import { notFound } from '../../src-preload/contract/errors.ts'
import type { Difference, Explanation } from '../../src-preload/contract/permissions.ts'
import { compileContext, decide, explain, whatIf } from '../access/index.ts'
import type { AccessContext, AccessFacts, GrantFacts, ResourceFacts, TeamFacts } from '../access/model.ts'
import { eq, isIn, type Predicate } from '../store/index.ts'
import { grants, type MemberRecord, members, organizations, teams } from '../store/records/index.ts'
import type { Work } from '../work/index.ts'
import { factsOfMember, isBuiltIn, memberFacts, type NamedRole, rolesOf } from './facts.ts'
import { requireRoles, requireTeams } from './guards.ts'

const ACCOUNTS_AT_ONCE = 500

export interface Question {
  readonly type: ResourceType
  readonly operation: Operation
  readonly resourceId: string | null
}
/** Finds what visibility needs to know; given by the composition, since tenancy knows no resources. */
export type ResourceLookup = (
  work: Work,
  type: ResourceType,
  id: string,
) => Promise<ResourceFacts | undefined>

async function explained(
  work: Work,
  subject: AccessContext,
  q: Question,
  lookup: ResourceLookup,
): Promise<Explanation> {
  const resource = q.resourceId === null ? undefined : await lookup(work, q.type, q.resourceId)
  if (q.resourceId !== null && !resource) throw notFound(q.type)
  const roles = await rolesOf(work.db, isPlatform(work))
  const given = await teamsWithGrants(work, q)
  return explain(subject, q, resource, roles, given.teams, given.grants)
}

const isPlatform = (work: Work): boolean => work.access.facts.organization.kind === 'platform'

/** Teams with grants of what is asked, on the type or on that one resource, and these grants. */
async function teamsWithGrants(
  work: Work,
  q: Question,
): Promise<{ readonly teams: readonly TeamFacts[]; readonly grants: readonly GrantFacts[] }> {
  const given: GrantFacts[] = []
  for await (const g of work.db.collection(grants).each(eq('type', q.type)))
    if (
      g.subjectKind === 'team' &&
      (g.resourceId === null || g.resourceId === q.resourceId) &&
      g.operations.includes(q.operation)
    )
      given.push(g)
  if (given.length === 0) return { teams: [], grants: [] }
  const ids = [...new Set(given.map((g) => g.subjectId))]
  const named: TeamFacts[] = []
  for await (const t of work.db.collection(teams).each(isIn('id', ids)))
    named.push({ id: t.id, name: t.name })
  return { teams: named, grants: given }
}

export const explainMine = (work: Work, q: Question, lookup: ResourceLookup): Promise<Explanation> =>
  explained(work, work.access, q, lookup)

export async function explainMember(
  work: Work,
  q: Question & { memberId: string },
  lookup: ResourceLookup,
): Promise<Explanation> {
  const member = await work.db.collection(members).require(q.memberId, 'member')
  return explained(work, compileContext(await factsFor(work, member), work.access.scope), q, lookup)
}

async function factsFor(work: Work, member: MemberRecord): Promise<AccessFacts> {
  const [organization, user] = await Promise.all([
    work.db.collection(organizations).require(work.access.orgId, 'organization'),
    work.across.user(member.userId),
  ])
  return factsOfMember(work.db, organization, member, user?.state === 'active')
}

/** What one member would gain and lose with other roles and teams. */
export async function whatIfMember(
  work: Work,
  input: { memberId: string; roleIds: string[]; teamIds: string[] },
): Promise<Difference> {
  const member = await work.db.collection(members).require(input.memberId, 'member')
  await requireRoles(work, input.roleIds)
  await requireTeams(work.db, input.teamIds)
  const before = await factsFor(work, member)
  const after = await factsFor(work, { ...member, roleIds: input.roleIds, teamIds: input.teamIds })
  return whatIf([before], [after])
}

/** What everybody who holds the role (or, for a new one, would be given it) would gain and lose with another matrix. */
export async function whatIfRole(
  work: Work,
  input: { roleId: string | null; matrix: Matrix; memberIds: string[] },
): Promise<Difference> {
  const known = await rolesOf(work.db, isPlatform(work))
  const role = input.roleId === null ? null : (known.find((r) => r.id === input.roleId) ?? null)
  if (input.roleId !== null && !role) throw notFound('role')
  const edited = { id: role?.id ?? 'new', name: role?.name ?? 'New role', matrix: input.matrix }
  const where = role ? eq('roleIds', role.id) : isIn('id', input.memberIds)
  const shared = await sharedFacts(work, known)
  const before: AccessFacts[] = []
  const after: AccessFacts[] = []
  for await (const { member: m, active } of withAccounts(work, where)) {
    const facts = shared(m, active)
    before.push(facts)
    const others = facts.roles.filter((r) => r.id !== edited.id)
    const roleIds = role ? m.roleIds : [...m.roleIds, edited.id]
    after.push({ ...facts, member: { ...facts.member, roleIds }, roles: [...others, edited] })
  }
  const difference = whatIf(before, after)
  return decide(work.access, 'member', null, 'read') ? difference : { ...difference, members: [] }
}

/** Members with whether their account is active, which the identities say: asked for a page of them at a time. */
async function* withAccounts(
  work: Work,
  where: Predicate,
): AsyncGenerator<{ readonly member: MemberRecord; readonly active: boolean }> {
  let page: MemberRecord[] = []
  const asked = async () => {
    const disabled = await work.across.disabledAmong(page.map((m) => m.userId))
    return page.map((member) => ({ member, active: !disabled.has(member.userId) }))
  }
  for await (const member of work.db.collection(members).each(where)) {
    page.push(member)
    if (page.length < ACCOUNTS_AT_ONCE) continue
    yield* await asked()
    page = []
  }
  yield* await asked()
}

/** Facts of many members from three reads instead of three for each; type-level grants only, as what-if compares types. */
async function sharedFacts(
  work: Work,
  known: readonly NamedRole[],
): Promise<(m: MemberRecord, userActive: boolean) => AccessFacts> {
  const organization = await work.db.collection(organizations).require(work.access.orgId, 'organization')
  const custom = new Map(
    known.filter((r) => !isBuiltIn(r.id)).map((r) => [r.id, { id: r.id, name: r.name, matrix: r.matrix }]),
  )
  const allTeams = new Map<string, TeamFacts>()
  for await (const t of work.db.collection(teams).each()) allTeams.set(t.id, { id: t.id, name: t.name })
  const typeGrants: AccessFacts['grants'][number][] = []
  for await (const g of work.db.collection(grants).each(eq('resourceId', null))) typeGrants.push(g)
  const ofTeams = (ids: readonly string[]) =>
    typeGrants.filter((g) => g.subjectKind === 'team' && ids.includes(g.subjectId))
  const organizationFacts = { id: organization.id, kind: organization.kind, state: organization.state }
  return (m, userActive) => ({
    organization: organizationFacts,
    member: memberFacts(m, userActive),
    roles: m.roleIds.flatMap((id) => custom.get(id) ?? []),
    teams: m.teamIds.flatMap((id) => allTeams.get(id) ?? []),
    grants: ofTeams(m.teamIds),
  })
}

/** Many questions about the person who asks, such as a page's buttons. */
export const answerMine = (
  work: Work,
  questions: readonly Question[],
  lookup: ResourceLookup,
): Promise<boolean[]> =>
  Promise.all(
    questions.map(async ({ type, operation, resourceId }) => {
      const resource = resourceId === null ? undefined : await lookup(work, type, resourceId)
      if (resourceId !== null && !resource) return false
      return decide(work.access, type, resourceId, operation, resource)
    }),
  )
