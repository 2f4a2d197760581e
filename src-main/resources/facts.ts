/** What the permission service needs to know of a single resource. */
import { RESOURCE_KINDS, type ResourceKind, type ResourceType } from '../../src-preload/contract/access.ts'
import { notFound } from '../../src-preload/contract/errors.ts'
import { decide } from '../access/index.ts'
import type { AccessContext, ResourceFacts } from '../access/model.ts'
import { isIn, type ScopedStore } from '../store/index.ts'
import { type ResourceRecord, resources } from '../store/records/index.ts'

export const isKind = (type: ResourceType): type is ResourceKind =>
  (RESOURCE_KINDS as readonly string[]).includes(type)

export const factsOf = (r: ResourceRecord): ResourceFacts => ({
  id: r.id,
  visibility: r.visibility,
  teamIds: r.teamIds,
  createdBy: r.createdBy,
})

/** The facts, or undefined for what is not there, is another tenant's, or is of another kind. */
export async function resourceFacts(
  db: ScopedStore,
  kind: ResourceKind,
  id: string,
): Promise<ResourceFacts | undefined> {
  const record = await db.collection(resources).get(id)
  return record?.kind === kind ? factsOf(record) : undefined
}

/**
 * The facts of single resources by id. Throws `NOT_FOUND` alike for one that is not there, is another tenant's, is
 * of another kind, or may not be read by the member of `context`.
 */
export async function readable(
  context: AccessContext,
  db: ScopedStore,
  singles: readonly { readonly kind: ResourceKind; readonly id: string }[],
): Promise<ReadonlyMap<string, ResourceFacts>> {
  const found = new Map<string, ResourceRecord>()
  const ids = [...new Set(singles.map((s) => s.id))]
  if (ids.length === 1) {
    const [id = ''] = ids
    const record = await db.collection(resources).get(id)
    if (record) found.set(id, record)
  } else if (ids.length > 1)
    for (const record of (await db.collection(resources).list({ where: isIn('id', ids), limit: ids.length }))
      .items)
      found.set(record.id, record)
  for (const { kind, id } of singles) {
    const record = found.get(id)
    if (record?.kind !== kind || !decide(context, kind, id, 'read', factsOf(record))) throw notFound(kind)
  }
  return new Map([...found].map(([id, record]) => [id, factsOf(record)]))
}
