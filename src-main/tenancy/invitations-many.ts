/** Many invitations at once: all of them that wait, or none. */
import type { BulkPreview } from '../../src-preload/contract/shared.ts'
import { type InvitationRecord, invitations } from '../store/records/index.ts'
import type { Work } from '../work/index.ts'
import { type Issued, resendInvitation, revokeInvitation } from './invitations.ts'
import { previewOf, requireEach } from './many.ts'
import { requireGivable } from './members.ts'

/** Those that are meant and wait; throws `NOT_FOUND` when one is not here. Others are left as they are. */
async function waiting(work: Work, ids: readonly string[]): Promise<readonly InvitationRecord[]> {
  const found = await requireEach(work, invitations, ids, 'invitation')
  return found.filter((i) => i.state === 'pending')
}

export async function resendMany(work: Work, ids: readonly string[]): Promise<Issued[]> {
  const issued: Issued[] = []
  for (const { id, version } of await waiting(work, ids))
    issued.push(await resendInvitation(work, { id, version }))
  return issued
}

export async function revokeMany(work: Work, ids: readonly string[]): Promise<{ changed: number }> {
  const found = await waiting(work, ids)
  for (const { id, version } of found) await revokeInvitation(work, { id, version })
  return { changed: found.length }
}

/** What either would do. */
export async function previewInvitations(
  work: Work,
  { ids, change }: { readonly ids: readonly string[]; readonly change: 'resend' | 'revoke' },
): Promise<BulkPreview> {
  const found = await waiting(work, ids)
  const { preview } = await previewOf(
    new Set(ids).size,
    (i) => i.email,
    async () => {
      if (change === 'resend')
        await requireGivable(
          work,
          found.flatMap((i) => i.roleIds),
          found.flatMap((i) => i.teamIds),
        )
      return found
    },
  )
  return preview
}
