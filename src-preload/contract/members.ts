/** The people of the organization: memberships with roles, teams and state. */
import { z } from 'zod'
import { ISSUES } from './issues.ts'
import { ownWrite, read, write } from './procedure.ts'
import { membershipState } from './session.ts'
import {
  bulkPreview,
  displayName,
  done,
  email,
  id,
  instant,
  line,
  page,
  pageInput,
  reason,
  recordFields,
  sortBy,
  version,
} from './shared.ts'

export const membershipSource = z.enum(['created', 'invited', 'domain', 'migrated', 'imported'])

export const member = z.object({
  ...recordFields,
  userId: id,
  email: z.string(),
  name: z.string(),
  state: membershipState,
  source: membershipSource,
  roleIds: z.array(z.string()),
  teamIds: z.array(id),
  joinedAt: instant,
  /** Name of the member who brought this one in; empty where nobody did. */
  addedBy: z.string(),
  department: z.string(),
  title: z.string(),
})
export type Member = z.infer<typeof member>

export const memberFilter = z.object({
  search: z.string().max(200).optional(),
  roleIds: z.array(z.string()).max(100).optional(),
  teamIds: z.array(id).max(100).optional(),
  state: z.array(membershipState).optional(),
  source: z.array(membershipSource).optional(),
})
export type MemberFilter = z.infer<typeof memberFilter>

export const roleIds = z.array(z.string().max(40)).min(1, ISSUES.roles).max(20)
export const teamIds = z.array(id).max(100)
const readMembers = { type: 'member', operation: 'read' } as const
const update = { type: 'member', operation: 'update', id: 'id' } as const

/** What a change of many asks for: the same as the change of one. */
export const BULK_OPERATIONS = {
  addTeam: 'update',
  removeTeam: 'update',
  setRoles: 'update',
  suspend: 'suspend',
  reactivate: 'suspend',
} as const

const changeMany = { type: 'member', operation: { by: 'change.kind', of: BULK_OPERATIONS } } as const
const many = {
  ids: z.array(id).min(1).max(5000),
  change: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('addTeam'), teamId: id }),
    z.object({ kind: z.literal('removeTeam'), teamId: id }),
    z.object({ kind: z.literal('setRoles'), roleIds }),
    z.object({ kind: z.literal('suspend') }),
    z.object({ kind: z.literal('reactivate') }),
  ]),
}

export const members = {
  list: read(readMembers)
    .input(
      z.object({
        ...pageInput,
        ...memberFilter.shape,
        sort: sortBy(['name', 'email', 'state', 'joinedAt', 'source', 'department']),
      }),
    )
    .output(page(member)),
  get: read({ ...readMembers, id: 'id' })
    .input(z.object({ id }))
    .output(member),
  /** Counts for the filter bar, over the whole organization. */
  facets: read(readMembers).output(
    z.object({
      state: z.array(z.object({ value: z.string(), count: z.number() })),
      role: z.array(z.object({ value: z.string(), count: z.number() })),
      team: z.array(z.object({ value: z.string(), count: z.number() })),
      source: z.array(z.object({ value: z.string(), count: z.number() })),
    }),
  ),
  /** Adds somebody at once; the user is created where there is none with this address. */
  add: write({ type: 'member', operation: 'create' }, 'member.added')
    .input(
      z.object({
        email,
        name: displayName,
        roleIds,
        teamIds: teamIds.default([]),
        department: line.default(''),
        title: line.default(''),
      }),
    )
    .output(member),
  setRoles: write(update, 'member.rolesSet', 'optional')
    .input(z.object({ id, version, roleIds, reason: reason.optional() }))
    .output(member),
  setTeams: write(update, 'member.teamsSet').input(z.object({ id, version, teamIds })).output(member),
  suspend: write({ type: 'member', operation: 'suspend', id: 'id' }, 'member.suspended', 'required')
    .input(z.object({ id, version, reason }))
    .output(member),
  reactivate: write({ type: 'member', operation: 'suspend', id: 'id' }, 'member.reactivated')
    .input(z.object({ id, version }))
    .output(member),
  remove: write({ type: 'member', operation: 'delete', id: 'id' }, 'member.removed', 'required')
    .input(z.object({ id, version, reason }))
    .output(done),
  /** What `bulk` would do and what would keep it from going through, by its own guard rails; nothing is written. */
  bulkPreview: read(changeMany).input(z.object(many)).output(bulkPreview),
  /** Several at once, all or none. `changes` are applied to each member as it is now. */
  bulk: write(changeMany, 'member.bulkChanged', 'required')
    .input(z.object({ ...many, reason }))
    .output(
      z.object({
        changed: z.number().int(),
        unchanged: z.number().int(),
        /** Whom it changed. */
        changedIds: z.array(id),
        /** Who had which roles before, where they were set: what takes it back. */
        before: z.array(z.object({ roleIds: z.array(z.string()), ids: z.array(id) })),
      }),
    ),
  /** Leaves the organization of the context. The last active admin cannot. */
  leave: ownWrite('ends only the own membership', 'member.left', 'here')
    .input(z.object({ reason: reason.optional() }))
    .output(done),
}
