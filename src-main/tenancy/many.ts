/** How every change of many begins, and how its preview answers. */
import { CastellanError } from '../../src-preload/contract/errors.ts'
import type { BulkPreview } from '../../src-preload/contract/shared.ts'
import { type CollectionSpec, isIn, type TenantRecord } from '../store/index.ts'
import type { Work } from '../work/index.ts'

/** The records with these ids; throws `NOT_FOUND` when one of them is not here. */
export async function requireEach<T extends TenantRecord>(
  work: Work,
  spec: CollectionSpec<T>,
  ids: readonly string[],
  what: string,
): Promise<readonly T[]> {
  const list = work.db.collection(spec)
  const wanted = [...new Set(ids)]
  const found = new Map<string, T>()
  for await (const record of list.each(isIn('id', wanted))) found.set(record.id, record)
  const missing = wanted.find((id) => !found.has(id))
  if (missing !== undefined) await list.require(missing, what)
  return [...found.values()]
}

/** So many are named in a preview. */
const NAMED = 50

/**
 * Those that would change, and the preview that names them. What the guard rails of `decide` refuse is answered, not
 * thrown; then nothing would change.
 * @param meant how many were asked for
 */
export async function previewOf<T>(
  meant: number,
  nameOf: (one: T) => string,
  decide: () => Promise<readonly T[]>,
): Promise<{ readonly changing: readonly T[]; readonly preview: BulkPreview }> {
  try {
    const changing = await decide()
    const names = changing.map(nameOf).sort((a, b) => a.localeCompare(b))
    const counts = { changed: changing.length, unchanged: meant - changing.length }
    return { changing, preview: { ...counts, names: names.slice(0, NAMED), refusal: null } }
  } catch (error) {
    if (!(error instanceof CastellanError)) throw error
    const { code, message, data } = error
    const refusal = { code, message, data }
    return { changing: [], preview: { changed: 0, unchanged: meant, names: [], refusal } }
  }
}
