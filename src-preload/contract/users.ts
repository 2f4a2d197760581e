/**
 * Accounts, for the operators of the whole platform: found by their address alone, with nothing of what a tenant knows of
 * the person.
 */
import { z } from 'zod'
import { read, write } from './procedure.ts'
import { email, id, reason, recordFields, version } from './shared.ts'

export const account = z.object({
  ...recordFields,
  email: z.string(),
  state: z.enum(['active', 'disabled']),
  /** Organizations that they are a member of, in whatever state; personal spaces are not counted. */
  organizations: z.number().int(),
})
export type Account = z.infer<typeof account>

const change = z.object({ id, version, reason })
const disabling = { type: 'platformUser', operation: 'suspend', id: 'id' } as const

export const users = {
  /** Throws `NOT_FOUND` for an address that nobody has. */
  find: read({ type: 'platformUser', operation: 'read' }).input(z.object({ email })).output(account),
  /**
   * Cuts everything that the person may do, in every organization, and ends their sessions. `LAST_ADMIN` where an active
   * organization would be left without an admin who can act.
   */
  disable: write(disabling, 'user.disabled', 'required').input(change).output(account),
  enable: write(disabling, 'user.enabled', 'required').input(change).output(account),
}
