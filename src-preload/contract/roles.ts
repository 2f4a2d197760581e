/** Named permission matrices: three built in and immutable, and the organization's own. */
import { z } from 'zod'
import { matrix, permissionTable } from './access.ts'
import { read, write } from './procedure.ts'
import { description, displayName, done, instant, reason } from './shared.ts'

/** `id` is `admin`, `member` or `viewer` for built-in roles; these have version 0 and no times. */
export const role = z.object({
  id: z.string(),
  version: z.number().int(),
  name: z.string(),
  description: z.string(),
  builtIn: z.boolean(),
  matrix: permissionTable,
  members: z.number().int(),
  updatedAt: instant.nullable(),
})
export type Role = z.infer<typeof role>

export const roles = {
  list: read({ type: 'role', operation: 'read' }).output(z.array(role)),
  get: read({ type: 'role', operation: 'read', id: 'id' })
    .input(z.object({ id: z.string() }))
    .output(role),
  create: write({ type: 'role', operation: 'create' }, 'role.created')
    .input(z.object({ name: displayName, description: description.default(''), matrix }))
    .output(role),
  update: write({ type: 'role', operation: 'update', id: 'id' }, 'role.updated', 'optional')
    .input(
      z.object({
        id: z.string(),
        version: z.number().int(),
        name: displayName.optional(),
        description: description.optional(),
        matrix: matrix.optional(),
        reason: reason.optional(),
      }),
    )
    .output(role),
  /** A role in use needs `replacementId`, which its members and invitations then hold. */
  delete: write({ type: 'role', operation: 'delete', id: 'id' }, 'role.deleted', 'required')
    .input(
      z.object({ id: z.string(), version: z.number().int(), replacementId: z.string().optional(), reason }),
    )
    .output(done),
}
