/** Moving resources between two tenants: the one change that takes a record from one and gives it to another. */
import { CastellanError } from '../../../src-preload/contract/errors.ts'
import { isIn } from '../predicate.ts'
import { grants, type ResourceRecord, resources } from '../records/index.ts'
import type { ScopedStore } from '../scoped.ts'

/** What a resource becomes at its new place, beside the tenant. */
export type Arrival = Pick<
  ResourceRecord,
  'visibility' | 'teamIds' | 'createdBy' | 'creatorName' | 'countsTo'
>

/**
 * Call it in a transaction, with records that were read in it. They leave with their dependents (shares do not
 * travel) and arrive with the same id and age, one version on. Answers them as they arrived, in the same order.
 */
export async function moveResources(
  from: ScopedStore,
  to: ScopedStore,
  records: readonly ResourceRecord[],
  become: (record: ResourceRecord) => Arrival,
): Promise<ResourceRecord[]> {
  const ids = records.map((r) => r.id)
  await from.collection(grants).removeWhere(isIn('resourceId', ids))
  if ((await from.collection(resources).removeWhere(isIn('id', ids))) !== records.length)
    throw new CastellanError('CONFLICT', 'Some of the resources are no longer where they were.', {
      field: 'items',
    })
  const drafts = records.map((record) => {
    const { kind, name, description, sizeBytes } = record
    return { kind, name, description, sizeBytes, ...become(record) }
  })
  let next = 0
  return to.collection(resources).insertMany(drafts, (made) => {
    const old = records[next++]
    return old ? { ...made, id: old.id, createdAt: old.createdAt, version: old.version + 1 } : made
  })
}
