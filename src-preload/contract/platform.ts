/** For the operators of the whole platform: they see names, states and counts, never a tenant's content. */
import { z } from 'zod'
import { outcomeOf } from './approvals.ts'
import { limits, pool, timeZone } from './organizations.ts'
import { read, write } from './procedure.ts'
import { organizationKind, organizationState } from './session.ts'
import {
  bulkPreview,
  displayName,
  email,
  id,
  instant,
  manyIds,
  page,
  pageInput,
  reason,
  recordFields,
  slug,
  sortBy,
  version,
} from './shared.ts'

/** What an operator sees of an organization. */
export const platformOrganization = z.object({
  ...recordFields,
  slug: z.string(),
  name: z.string(),
  kind: organizationKind,
  state: organizationState,
  stateReason: z.string(),
  erasedAt: instant.nullable(),
  limits,
  members: z.number().int(),
})
export type PlatformOrganization = z.infer<typeof platformOrganization>

const on = (operation: 'create' | 'read' | 'update' | 'suspend' | 'close' | 'restore') =>
  ({ type: 'platformOrganization', operation, ...(operation === 'create' ? {} : { id: 'id' }) }) as const
const change = z.object({ id, version, reason })
const suspendMany = { type: 'platformOrganization', operation: 'suspend' } as const
const many = z.object({ ids: manyIds, reason })
const manyChanged = z.object({
  changed: z.number().int(),
  unchanged: z.number().int(),
  /** Which it changed: what takes it back. */
  changedIds: z.array(id),
})

export const platform = {
  list: read({ type: 'platformOrganization', operation: 'read' })
    .input(
      z.object({
        ...pageInput,
        search: z.string().max(200).optional(),
        state: z.array(organizationState).optional(),
        sort: sortBy(['name', 'slug', 'state', 'createdAt']),
      }),
    )
    .output(page(platformOrganization)),
  get: read(on('read'))
    .input(z.object({ id }))
    .output(platformOrganization.extend({ pools: z.array(pool) })),
  /** Creates the organization with its first admin, a user who is created where there is none yet. */
  create: write(on('create'), 'platformOrganization.created')
    .input(
      z.object({
        name: displayName,
        slug,
        admin: z.object({ email, name: displayName }),
        timeZone: timeZone.default('UTC'),
        limits: limits.default({}),
      }),
    )
    .output(platformOrganization),
  setLimits: write(on('update'), 'platformOrganization.limitsSet', 'required')
    .input(change.extend({ limits }))
    .output(platformOrganization),
  suspend: write(on('suspend'), 'platformOrganization.suspended', 'required')
    .input(change)
    .output(platformOrganization),
  reactivate: write(on('suspend'), 'platformOrganization.reactivated', 'required')
    .input(change)
    .output(platformOrganization),
  /** What suspending or reactivating many would do; nothing is written. */
  bulkPreview: read(suspendMany)
    .input(z.object({ ids: manyIds, change: z.enum(['suspend', 'reactivate']) }))
    // How many memberships those have that change.
    .output(bulkPreview.extend({ members: z.number().int() })),
  /** Those of them that are active; others are left as they are. */
  suspendMany: write(suspendMany, 'platformOrganization.suspended', 'required')
    .input(many)
    .output(manyChanged),
  /** Those of them that are suspended; others are left as they are. */
  reactivateMany: write(suspendMany, 'platformOrganization.reactivated', 'required')
    .input(many)
    .output(manyChanged),
  /** Waits for a second operator where the policy of the operators' own tenant says so. */
  close: write(on('close'), 'platformOrganization.closing', 'required')
    .input(change)
    .output(outcomeOf(platformOrganization)),
  restore: write(on('restore'), 'platformOrganization.restored', 'required')
    .input(change)
    .output(platformOrganization),
}
