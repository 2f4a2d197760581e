/** Custom roles. The built-in ones are code: they have no record that could be edited. */
import type { Matrix } from '../../src-preload/contract/access.ts'
import { CastellanError, notFound } from '../../src-preload/contract/errors.ts'
import type { Role } from '../../src-preload/contract/roles.ts'
import { changedFields } from '../events/index.ts'
import {
  all,
  eq,
  fold,
  type Patch,
  type Predicate,
  type ScopedCollection,
  type TenantRecord,
} from '../store/index.ts'
import {
  domainClaims,
  invitations,
  members,
  organizations,
  type RoleRecord,
  roles,
} from '../store/records/index.ts'
import type { Work } from '../work/index.ts'
import { BUILT_IN_NAMES, isBuiltIn, type NamedRole, rolesOf } from './facts.ts'
import { requireHeld, requireHeldRoles, requireRoleNotAbove, requireRoles } from './guards.ts'
import { requireVersion } from './organizations.ts'
import { tellGone, tellMember, tellNamed, tellOrganization } from './tell.ts'

const platform = (work: Work): boolean => work.access.facts.organization.kind === 'platform'

async function views(work: Work, list: readonly NamedRole[]): Promise<Role[]> {
  const held = await work.db.collection(members).group('roleIds')
  return list.map((r) => ({
    id: r.id,
    version: r.record?.version ?? 0,
    name: r.name,
    description: r.description,
    builtIn: r.builtIn,
    matrix: r.matrix,
    members: held.find((g) => g.value === r.id)?.count ?? 0,
    updatedAt: r.record?.updatedAt ?? null,
  }))
}

export const listRoles = async (work: Work): Promise<Role[]> =>
  views(work, await rolesOf(work.db, platform(work)))

export async function getRole(work: Work, id: string): Promise<Role> {
  const found = (await listRoles(work)).find((r) => r.id === id)
  if (!found) throw notFound('role')
  return found
}

async function requireCustom(work: Work, id: string): Promise<RoleRecord> {
  if (isBuiltIn(id))
    throw new CastellanError(
      'BUILT_IN',
      `${BUILT_IN_NAMES[id]} is built in and cannot be changed; copy it into a role of your own.`,
      { role: id },
    )
  return work.db.collection(roles).require(id, 'role')
}

/** A role may not take the name of a built-in one: the two could not be told apart in a list. */
function requireFreeName(name: string): void {
  if (Object.values(BUILT_IN_NAMES).some((n) => fold(n) === fold(name)))
    throw new CastellanError('CONFLICT', `${name} is the name of a built-in role.`, { field: 'name' })
}

export async function createRole(
  work: Work,
  input: { name: string; description: string; matrix: Matrix },
): Promise<Role> {
  requireHeld(work.access, [input.matrix])
  requireFreeName(input.name)
  const record = await work.db.collection(roles).insert({ ...input, nameKey: fold(input.name) })
  work.record({
    resourceType: 'role',
    resourceId: record.id,
    summary: `Role ${record.name} created`,
    after: record,
  })
  work.emit('role.created', record.id, { id: record.id, name: record.name })
  return getRole(work, record.id)
}

/** The part of `after` that `before` does not have. */
function addedTo(before: Matrix, after: Matrix): Matrix {
  const entries = Object.entries(after) as [keyof Matrix, readonly string[]][]
  return Object.fromEntries(
    entries.map(([type, ops]) => [
      type,
      ops.filter((o) => !(before[type] as readonly string[] | undefined)?.includes(o)),
    ]),
  )
}

export async function updateRole(
  work: Work,
  input: { id: string; version: number; name?: string; description?: string; matrix?: Matrix },
): Promise<Role> {
  const before = await requireCustom(work, input.id)
  requireVersion(before, input.version, 'role')
  if (input.matrix) {
    requireHeld(work.access, [addedTo(before.matrix, input.matrix)])
    const taken = Object.values(addedTo(input.matrix, before.matrix)).flat()
    if (taken.length > 0) await requireRoleNotAbove(work, before.id)
  }
  if (input.name) requireFreeName(input.name)
  const name = input.name ?? before.name
  const after = await work.db.collection(roles).update(
    before,
    {
      name,
      nameKey: fold(name),
      description: input.description ?? before.description,
      matrix: input.matrix ?? before.matrix,
    },
    'role',
  )
  work.record({
    resourceType: 'role',
    resourceId: before.id,
    summary: `Role ${after.name} changed`,
    before,
    after,
  })
  tellNamed(work, 'role.changed', after, changedFields(before, after))
  return getRole(work, before.id)
}

export async function deleteRole(
  work: Work,
  input: { id: string; version: number; replacementId?: string },
): Promise<void> {
  const before = await requireCustom(work, input.id)
  requireVersion(before, input.version, 'role')
  await requireRoleNotAbove(work, before.id)
  const holding = eq('roleIds', before.id)
  const pending = all(holding, eq('state', 'pending'))
  const organization = await work.db.collection(organizations).require(work.access.orgId, 'organization')
  const isDefault = organization.settings.defaultRoleId === before.id
  const inUse = {
    members: await work.db.collection(members).count(holding),
    invitations: await work.db.collection(invitations).count(pending),
    domains: await work.db.collection(domainClaims).count(all(eq('roleId', before.id), eq('live', 'yes'))),
  }
  const replacement =
    input.replacementId === undefined
      ? undefined
      : await requireReplacement(work, before, input.replacementId)
  if (inUse.members + inUse.invitations + inUse.domains > 0 || isDefault) {
    if (replacement === undefined)
      throw new CastellanError(
        'ROLE_IN_USE',
        `${before.name} is held by ${inUse.members} members and ${inUse.invitations} invitations${inUse.domains > 0 ? `, is what ${inUse.domains} domains give` : ''}${isDefault ? ', and is the default role' : ''}. Name the role that replaces it.`,
        inUse,
      )
    await replace(work, before, replacement)
    if (isDefault) {
      const settings = { ...organization.settings, defaultRoleId: replacement.id }
      const changed = await work.db
        .collection(organizations)
        .update(organization, { settings }, 'organization')
      work.record({
        action: 'organization.updated',
        resourceType: 'organization',
        resourceId: organization.id,
        summary: `${before.name} is no longer the default role`,
        before: organization,
        after: changed,
      })
      tellOrganization(work, organization, changed)
    }
  }
  await work.db.collection(roles).remove(before, 'role')
  work.record({ resourceType: 'role', resourceId: before.id, summary: `Role ${before.name} deleted`, before })
  tellGone(work, 'role.deleted', before)
}

/** Throws unless it is another role of this organization of which the actor holds all. */
async function requireReplacement(work: Work, role: RoleRecord, replacementId: string): Promise<NamedRole> {
  const [replacement] = await requireRoles(work, [replacementId], 'replacementId')
  if (!replacement || replacement.id === role.id)
    throw new CastellanError('BAD_INPUT', 'replacementId: must name another role', {
      issues: [{ field: 'replacementId', message: 'must name another role' }],
    })
  requireHeldRoles(work.access, [replacement])
  return replacement
}

async function replace(work: Work, role: RoleRecord, replacement: NamedRole): Promise<void> {
  const instead = (roleIds: readonly string[]): string[] => [
    ...new Set(roleIds.map((r) => (r === role.id ? replacement.id : r))),
  ]
  const summary = (of: string): string => `${of}: ${role.name} replaced by ${replacement.name}`
  const holding = eq('roleIds', role.id)
  await onEach(
    work.db.collection(members),
    holding,
    (m) => ({ roleIds: instead(m.roleIds) }),
    (before, after) => {
      const told = { resourceType: 'member', resourceId: after.id, summary: summary(after.name) }
      work.record({ ...told, action: 'member.rolesSet', before, after })
      tellMember(work, before, after)
    },
  )
  // The events of invitations say nothing of roles.
  await onEach(
    work.db.collection(invitations),
    holding,
    (i) => ({ roleIds: instead(i.roleIds) }),
    (before, after) => {
      const told = { resourceType: 'invitation', resourceId: after.id, summary: summary(after.email) }
      work.record({ ...told, action: 'invitation.rolesSet', before, after })
    },
  )
  const giving = eq('roleId', role.id)
  await onEach(
    work.db.collection(domainClaims),
    giving,
    () => ({ roleId: replacement.id }),
    (before, after) => {
      const { id, domain } = after
      const told = { resourceType: 'domain', resourceId: id, summary: summary(domain) }
      const [was, is] = [{ roleId: before.roleId }, { roleId: after.roleId }]
      work.record({ ...told, action: 'domain.changed', before: was, after: is })
      work.emit('domain.changed', id, { id, domain, changed: ['roleId'] })
    },
  )
}

/** Changes all that match, some hundred at a time, until none does any more. */
async function onEach<T extends TenantRecord>(
  list: ScopedCollection<T>,
  where: Predicate,
  patch: (record: T) => Patch<T>,
  tell: (before: T, after: T) => void,
): Promise<void> {
  for (;;) {
    const { items } = await list.list({ where, limit: 500 })
    if (items.length === 0) return
    const changed = await list.updateMany(items.map((current) => ({ current, patch: patch(current) })))
    for (const [i, after] of changed.entries()) tell(items[i] ?? after, after)
  }
}
