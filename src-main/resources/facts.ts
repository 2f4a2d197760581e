/** What the permission service needs to know of a single resource. */
import { RESOURCE_KINDS, type ResourceKind, type ResourceType } from '../../src-preload/contract/access.ts'
import type { ResourceFacts } from '../access/model.ts'
import type { ScopedStore } from '../store/index.ts'
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
  type: ResourceType,
  id: string,
): Promise<ResourceFacts | undefined> {
  if (!isKind(type)) return undefined
  const record = await db.collection(resources).get(id)
  return record?.kind === type ? factsOf(record) : undefined
}
