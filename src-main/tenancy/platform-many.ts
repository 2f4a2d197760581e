/** Many organizations suspended or reactivated at once: all whose state fits, or none. */
import type { BulkPreview } from '../../src-preload/contract/shared.ts'
import { members } from '../store/records/index.ts'
import type { Work } from '../work/index.ts'
import { previewOf } from './many.ts'
import { reactivating, type Step, suspending, type Target, take, target } from './platform.ts'

interface Many {
  readonly ids: readonly string[]
  readonly reason: string
}

/** The state that each fits; who is in another is left as it is. */
const FITS = { suspend: 'active', reactivate: 'suspended' } as const

/** Those that are meant; throws `NOT_FOUND` when one is no organization, as the operators' own tenant is none. */
async function meant(work: Work, ids: readonly string[]): Promise<readonly Target[]> {
  const found: Target[] = []
  for (const id of new Set(ids)) found.push(await target(work, id))
  return found
}

const fitting = (found: readonly Target[], change: keyof typeof FITS): readonly Target[] =>
  found.filter(({ before }) => before.state === FITS[change])

const changeMany =
  (change: keyof typeof FITS, step: Step) =>
  async (
    work: Work,
    { ids, reason }: Many,
  ): Promise<{ changed: number; unchanged: number; changedIds: string[] }> => {
    const found = await meant(work, ids)
    const changing = fitting(found, change)
    for (const one of changing) await take(work, one, step, reason)
    const changedIds = changing.map(({ before }) => before.id)
    return { changed: changing.length, unchanged: found.length - changing.length, changedIds }
  }

export const suspendOrganizations = changeMany('suspend', suspending)
export const reactivateOrganizations = changeMany('reactivate', reactivating)

/** What either would do; `members`: how many memberships those have that change. */
export async function previewOrganizations(
  work: Work,
  { ids, change }: { readonly ids: readonly string[]; readonly change: keyof typeof FITS },
): Promise<BulkPreview & { members: number }> {
  const found = await meant(work, ids)
  const { changing, preview } = await previewOf(
    found.length,
    ({ before }) => before.name,
    async () => fitting(found, change),
  )
  const sizes = await Promise.all(changing.map(({ db }) => db.collection(members).count()))
  return { ...preview, members: sizes.reduce((sum, size) => sum + size, 0) }
}
