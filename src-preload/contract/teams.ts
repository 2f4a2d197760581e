/** Groups inside one organization, with grants of their own. */
import { z } from 'zod'
import { OPERATIONS, type Operation, operation, operationIssues, resourceType, typeIssues } from './access.ts'
import { ISSUES } from './issues.ts'
import { read, write } from './procedure.ts'
import {
  bulkPreview,
  description,
  displayName,
  done,
  id,
  manyIds,
  page,
  pageInput,
  reason,
  recordFields,
  sortBy,
  version,
} from './shared.ts'
import { slice, sliceLimits } from './slices.ts'

/** Operations on a resource type, or – with `resourceId` – on one resource of it. */
export const teamGrant = z.object({
  type: resourceType,
  resourceId: id.nullable(),
  operations: z.array(operation).min(1, ISSUES.operations).max(12),
})
export type TeamGrant = z.infer<typeof teamGrant>

/** A grant as it is given: only what its type declares, and on one resource nothing that comes before it is there. */
const givenGrant = teamGrant.superRefine(({ type, resourceId, operations }, ctx) => {
  const declared: readonly Operation[] = OPERATIONS[type]
  const among = resourceId === null ? declared : declared.filter((o) => o !== 'create')
  for (const message of typeIssues(type)) ctx.addIssue({ code: 'custom', path: ['type'], message })
  for (const message of operationIssues(operations, among))
    ctx.addIssue({ code: 'custom', path: ['operations'], message })
})

export const team = z.object({
  ...recordFields,
  name: z.string(),
  description: z.string(),
  members: z.number().int(),
  grants: z.array(teamGrant),
  /** Of each pool of which it has a slice, or of which something counts to it. */
  slices: z.array(slice),
})
export type Team = z.infer<typeof team>

const update = { type: 'team', operation: 'update', id: 'id' } as const
const removeMany = { type: 'team', operation: 'delete' } as const

export const teams = {
  list: read({ type: 'team', operation: 'read' })
    .input(
      z.object({ ...pageInput, search: z.string().max(200).optional(), sort: sortBy(['name', 'createdAt']) }),
    )
    .output(page(team)),
  get: read({ type: 'team', operation: 'read', id: 'id' }).input(z.object({ id })).output(team),
  create: write({ type: 'team', operation: 'create' }, 'team.created')
    .input(
      z.object({
        name: displayName,
        description: description.default(''),
        grants: z.array(givenGrant).max(200).default([]),
      }),
    )
    .output(team),
  update: write(update, 'team.updated')
    .input(z.object({ id, version, name: displayName.optional(), description: description.optional() }))
    .output(team),
  /** Replaces the team's grants. Nobody grants what they do not hold. */
  setGrants: write(update, 'team.grantsSet', 'optional')
    .input(z.object({ id, version, grants: z.array(givenGrant).max(200), reason: reason.optional() }))
    .output(team),
  /**
   * Sets parts of the organization's pools aside for the team. Together they fit into the pools, and none is less than
   * what counts to the team.
   */
  setSlices: write({ type: 'settings', operation: 'update' }, 'team.slicesSet', 'optional')
    .input(z.object({ id, version, slices: sliceLimits, reason: reason.optional() }))
    .output(team),
  changeMembers: write(update, 'team.membersChanged')
    .input(
      z.object({ id, add: z.array(id).max(5000).default([]), remove: z.array(id).max(5000).default([]) }),
    )
    .output(team),
  delete: write({ type: 'team', operation: 'delete', id: 'id' }, 'team.deleted', 'required')
    .input(z.object({ id, version, reason }))
    .output(done),
  /** What deleting these would do and what would keep it from going through; nothing is written. */
  bulkPreview: read(removeMany)
    .input(z.object({ ids: manyIds }))
    // How many people are in any of them, and lose what only these give.
    .output(bulkPreview.extend({ members: z.number().int() })),
  /** Several at once, all or none, as they are now. */
  deleteMany: write(removeMany, 'team.deleted', 'required')
    .input(z.object({ ids: manyIds, reason }))
    .output(z.object({ changed: z.number().int() })),
}
