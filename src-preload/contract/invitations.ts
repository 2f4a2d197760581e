/** Invitations: single-use, expiring, bound to an address, never granting more than their author holds. */
import { z } from 'zod'
import { roleIds, teamIds } from './members.ts'
import { ownWrite, read, write } from './procedure.ts'
import { bulkPreview, email, id, instant, page, pageInput, recordFields, version } from './shared.ts'

export const invitationState = z.enum(['pending', 'accepted', 'revoked', 'expired'])
export const invitation = z.object({
  ...recordFields,
  email: z.string(),
  state: invitationState,
  roleIds: z.array(z.string()),
  teamIds: z.array(id),
  invitedBy: z.string(),
  expiresAt: instant,
  acceptedAt: instant.nullable(),
})
export type Invitation = z.infer<typeof invitation>
/** The token is shown once, to who created or resent the invitation; only its hash is stored. */
export const issuedInvitation = z.object({ invitation, token: z.string() })

const ids = z.array(id).min(1).max(500)

export const invitations = {
  list: read({ type: 'invitation', operation: 'read' })
    .input(z.object({ ...pageInput, state: z.array(invitationState).optional() }))
    .output(page(invitation)),
  create: write({ type: 'invitation', operation: 'create' }, 'invitation.created')
    .input(
      z.object({
        email,
        roleIds,
        teamIds: teamIds.default([]),
        days: z.number().int().min(1).max(30).default(7),
      }),
    )
    .output(issuedInvitation),
  /** A new token and a new expiry; the old token is void. */
  resend: write({ type: 'invitation', operation: 'update', id: 'id' }, 'invitation.resent')
    .input(z.object({ id, version }))
    .output(issuedInvitation),
  revoke: write({ type: 'invitation', operation: 'delete', id: 'id' }, 'invitation.revoked')
    .input(z.object({ id, version }))
    .output(invitation),
  /** What resending or revoking many would do; nothing is written. */
  bulkPreview: read({ type: 'invitation', operation: 'read' })
    .input(z.object({ ids, change: z.enum(['resend', 'revoke']) }))
    .output(bulkPreview),
  /** Those of them that wait get new tokens; the old ones are void. */
  resendMany: write({ type: 'invitation', operation: 'update' }, 'invitation.resent')
    .input(z.object({ ids }))
    .output(z.array(issuedInvitation)),
  revokeMany: write({ type: 'invitation', operation: 'delete' }, 'invitation.revoked')
    .input(z.object({ ids }))
    .output(z.object({ changed: z.number().int() })),
  /** By the signed-in person; their verified address must be the invited one. */
  accept: ownWrite('works only with a token sent to the own address', 'invitation.accepted', 'elsewhere')
    .input(z.object({ token: z.string().min(20).max(200) }))
    .output(z.object({ orgId: id, name: z.string() })),
}
