/** Reads from the store what access is decided from. */
import { BUILT_IN_MATRICES, BUILT_IN_ROLES, type BuiltInRole } from '../../src-preload/contract/access.ts'
import type { AccessFacts, GrantFacts, MemberFacts, OrganizationFacts, RoleFacts } from '../access/model.ts'
import { all, eq, isIn, type ScopedStore } from '../store/index.ts'
import {
  grants,
  type MemberRecord,
  members,
  organizations,
  type RoleRecord,
  roles,
  teams,
} from '../store/records/index.ts'

export const BUILT_IN_NAMES: { readonly [R in BuiltInRole]: string } = {
  admin: 'Admin',
  member: 'Member',
  viewer: 'Viewer',
}
const BUILT_IN_DESCRIPTIONS: { readonly [R in BuiltInRole]: string } = {
  admin: 'Everything in this organization. Cannot be edited; the last active admin cannot be lost.',
  member: 'Creates and edits shared resources, sees people and teams.',
  viewer: 'Sees what the organization shares, changes nothing.',
}
export const isBuiltIn = (id: string): id is BuiltInRole => (BUILT_IN_ROLES as readonly string[]).includes(id)

export interface NamedRole extends RoleFacts {
  readonly description: string
  readonly builtIn: boolean
  readonly record: RoleRecord | null
}

/** Built-in and custom roles of the organization, built-in first. */
export async function rolesOf(db: ScopedStore, platform: boolean): Promise<NamedRole[]> {
  const custom: NamedRole[] = []
  for await (const r of db.collection(roles).each(undefined, { field: 'nameKey', direction: 'asc' }))
    custom.push({
      id: r.id,
      name: r.name,
      matrix: r.matrix,
      description: r.description,
      builtIn: false,
      record: r,
    })
  return [
    ...BUILT_IN_ROLES.map((id) => ({
      id,
      name: BUILT_IN_NAMES[id],
      matrix: BUILT_IN_MATRICES[id](platform),
      description: BUILT_IN_DESCRIPTIONS[id],
      builtIn: true,
      record: null,
    })),
    ...custom,
  ]
}

export const memberFacts = (m: MemberRecord, userActive: boolean): MemberFacts => ({
  id: m.id,
  userId: m.userId,
  name: m.name,
  email: m.email,
  state: m.state,
  userActive,
  roleIds: m.roleIds,
  teamIds: m.teamIds,
})

/** What decides one member's access, or undefined when the user is no member here. */
export async function loadFacts(
  db: ScopedStore,
  orgId: string,
  userId: string,
  userActive: boolean,
): Promise<AccessFacts | undefined> {
  const [organization, member] = await Promise.all([
    db.collection(organizations).get(orgId),
    db.collection(members).first(eq('userId', userId)),
  ])
  return organization && member && factsOfMember(db, organization, member, userActive)
}

export async function factsOfMember(
  db: ScopedStore,
  organization: OrganizationFacts,
  member: MemberRecord,
  userActive: boolean,
): Promise<AccessFacts> {
  const customIds = member.roleIds.filter((id) => !isBuiltIn(id))
  const subjects = [member.userId, ...member.teamIds]
  const [custom, memberTeams, given] = await Promise.all([
    customIds.length
      ? db.collection(roles).list({ where: isIn('id', customIds), limit: 500 })
      : { items: [] },
    member.teamIds.length
      ? db.collection(teams).list({ where: isIn('id', member.teamIds), limit: 500 })
      : { items: [] },
    collect(db.collection(grants).each(all(isIn('subjectId', subjects)))),
  ])
  return {
    organization: { id: organization.id, kind: organization.kind, state: organization.state },
    member: memberFacts(member, userActive),
    roles: custom.items.map((r) => ({ id: r.id, name: r.name, matrix: r.matrix })),
    teams: memberTeams.items.map((t) => ({ id: t.id, name: t.name })),
    grants: given,
  }
}

async function collect(source: AsyncIterable<GrantFacts>): Promise<GrantFacts[]> {
  const list: GrantFacts[] = []
  for await (const g of source)
    list.push({
      id: g.id,
      subjectKind: g.subjectKind,
      subjectId: g.subjectId,
      type: g.type,
      resourceId: g.resourceId,
      operations: g.operations,
    })
  return list
}
