/** Invitations to the organization. */
import type { Contract } from '../../../src-preload/contract/index.ts'
import * as tenancy from '../../tenancy/index.ts'
import type { Handlers } from '../handler.ts'
import { pageOf } from './answers.ts'

export const invitations: Handlers<Contract['invitations']> = {
  list: async ({ work, input }) => pageOf(await tenancy.listInvitations(work, input)),
  create: ({ work, input }) => tenancy.createInvitation(work, input),
  resend: ({ work, input }) => tenancy.resendInvitation(work, input),
  revoke: ({ work, input }) => tenancy.revokeInvitation(work, input),
  bulkPreview: ({ work, input }) => tenancy.previewInvitations(work, input),
  resendMany: ({ work, input }) => tenancy.resendMany(work, input.ids),
  revokeMany: ({ work, input }) => tenancy.revokeMany(work, input.ids),
  accept: ({ work, input }) => tenancy.acceptInvitation(work, input.token),
}
