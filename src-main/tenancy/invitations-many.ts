/** Many invitations at once: all of them that wait, or none. */
import { CastellanError } from '../../src-preload/contract/errors.ts'
import { isIn } from '../store/index.ts'
import { type InvitationRecord, invitations } from '../store/records/index.ts'
import type { Work } from '../work/index.ts'
import { type Issued, resendInvitation, revokeInvitation } from './invitations.ts'
import { requireGivable } from './members.ts'

/** Those that are meant and wait; throws `NOT_FOUND` when one is not here. Others are left as they are. */
async function waiting(work: Work, ids: readonly string[]): Promise<readonly InvitationRecord[]> {
  const list = work.db.collection(invitations)
  const found: InvitationRecord[] = []
  for await (const i of list.each(isIn('id', [...new Set(ids)]))) found.push(i)
  const missing = ids.find((id) => !found.some((i) => i.id === id))
  if (missing !== undefined) await list.require(missing, 'invitation')
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

/** So many are named in a preview. */
const NAMED = 50

/** What either would do; what it would refuse is answered, not thrown. */
export async function previewInvitations(
  work: Work,
  { ids, change }: { readonly ids: readonly string[]; readonly change: 'resend' | 'revoke' },
): Promise<{
  changed: number
  unchanged: number
  names: string[]
  refusal: { code: string; message: string; data: unknown } | null
}> {
  const found = await waiting(work, ids)
  const unchanged = new Set(ids).size - found.length
  try {
    if (change === 'resend')
      await requireGivable(
        work,
        found.flatMap((i) => i.roleIds),
        found.flatMap((i) => i.teamIds),
      )
  } catch (error) {
    if (!(error instanceof CastellanError)) throw error
    const { code, message, data } = error
    return { changed: 0, unchanged: new Set(ids).size, names: [], refusal: { code, message, data } }
  }
  return { changed: found.length, unchanged, names: found.map((i) => i.email).slice(0, NAMED), refusal: null }
}
