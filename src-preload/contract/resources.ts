/** The four shared kinds: knowledge bases, chatbots, assistants, templates. They belong to the tenant. */
import { z } from 'zod'
import { operation, resourceKind } from './access.ts'
import { read, write } from './procedure.ts'
import {
  bulkPreview,
  description,
  displayName,
  done,
  id,
  MOST_IN_ONE_CALL,
  page,
  pageInput,
  reason,
  recordFields,
  sortBy,
  version,
} from './shared.ts'
import { slice } from './slices.ts'

export const visibility = z.enum(['organization', 'teams', 'private'])
export const resource = z.object({
  ...recordFields,
  kind: resourceKind,
  name: z.string(),
  description: z.string(),
  visibility,
  teamIds: z.array(id),
  createdBy: id,
  creatorName: z.string(),
  sizeBytes: z.number().int(),
  /** The team whose slices of the pools it uses; null: what is set aside for nobody. */
  countsTo: id.nullable().default(null),
})
export type Resource = z.infer<typeof resource>
/** One resource with what the person who asks may do with it. */
export const resourceDetail = resource.extend({ can: z.array(operation), shares: z.number().int() })
export type ResourceDetail = z.infer<typeof resourceDetail>

/** A team to which the person who asks may count such a resource, and what it has of the kind and of storage. */
export const countable = z.object({ id, name: z.string(), mine: z.boolean(), slices: z.array(slice) })
export type Countable = z.infer<typeof countable>

export const share = z.object({
  ...recordFields,
  subjectKind: z.enum(['user', 'team']),
  subjectId: id,
  subjectName: z.string(),
  operations: z.array(operation),
})
export type Share = z.infer<typeof share>

const kind = resourceKind
const on = <const O extends 'create' | 'read' | 'update' | 'delete' | 'share'>(operation: O) =>
  ({ type: { field: 'kind' }, operation, ...(operation === 'create' ? {} : { id: 'id' }) }) as const
const one = z.object({ kind, id })
const items = z.array(one).min(1).max(MOST_IN_ONE_CALL)
const sight = { visibility, teamIds: z.array(id).max(50).default([]) }

export const resources = {
  list: read({ type: { field: 'kind' }, operation: 'read' })
    .input(
      z.object({
        ...pageInput,
        kind,
        search: z.string().max(200).optional(),
        visibility: z.array(visibility).optional(),
        teamId: id.optional(),
        sort: sortBy(['name', 'createdAt', 'updatedAt', 'sizeBytes', 'creatorName']),
      }),
    )
    .output(page(resource)),
  get: read(on('read')).input(one).output(resourceDetail),
  /** Teams with a slice of the kind or of storage: the person's own, or all where they may change teams. */
  countable: read({ type: { field: 'kind' }, operation: 'read' })
    .input(z.object({ kind }))
    .output(z.array(countable)),
  create: write(on('create'), 'resource.created')
    .input(
      z.object({
        kind,
        name: displayName,
        description: description.default(''),
        visibility: visibility.default('organization'),
        teamIds: z.array(id).max(50).default([]),
        sizeBytes: z.number().int().min(0).max(1e12).default(0),
        countsTo: id.nullable().default(null),
      }),
    )
    .output(resource),
  update: write(on('update'), 'resource.updated')
    .input(
      one.extend({
        version,
        name: displayName.optional(),
        description: description.optional(),
        countsTo: id.nullable().optional(),
      }),
    )
    .output(resource),
  setVisibility: write(on('share'), 'resource.visibilitySet')
    .input(one.extend({ version, visibility, teamIds: z.array(id).max(50).default([]) }))
    .output(resource),
  delete: write(on('delete'), 'resource.deleted', 'required')
    .input(one.extend({ version, reason }))
    .output(done),
  /** What a change of many would do and what would keep it from going through; nothing is written. */
  bulkPreview: read({ each: 'items', operation: 'read' })
    .input(
      z.object({
        items,
        change: z.discriminatedUnion('kind', [
          z.object({ kind: z.literal('visibility'), ...sight }),
          z.object({ kind: z.literal('delete') }),
        ]),
      }),
    )
    // Shares end with what is deleted.
    .output(bulkPreview.extend({ shares: z.number().int() })),
  /** Several at once, all or none, as they are now. */
  setVisibilityOfMany: write({ each: 'items', operation: 'share' }, 'resource.visibilitySet')
    .input(z.object({ items, ...sight }))
    .output(
      z.object({
        changed: z.number().int(),
        unchanged: z.number().int(),
        /** Who saw which before: what takes it back. */
        before: z.array(z.object({ visibility, teamIds: z.array(id), items: z.array(one) })),
      }),
    ),
  deleteMany: write({ each: 'items', operation: 'delete' }, 'resource.deleted', 'required')
    .input(z.object({ items, reason }))
    .output(z.object({ changed: z.number().int() })),
  shares: read(on('read')).input(one).output(z.array(share)),
  /** Gives one member (`user`: the member's user id) or team operations on this resource; replaces an earlier share. */
  share: write(on('share'), 'resource.shared')
    .input(
      one.extend({
        subjectKind: z.enum(['user', 'team']),
        subjectId: id,
        operations: z.array(operation).min(1).max(6),
      }),
    )
    .output(share),
  unshare: write(on('share'), 'resource.unshared')
    .input(one.extend({ shareId: id }))
    .output(done),
}
