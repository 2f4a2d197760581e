/** The same change of many resources at once: all of them or none. */
import type { Operation, ResourceKind } from '../../src-preload/contract/access.ts'
import { notFound } from '../../src-preload/contract/errors.ts'
import type { BulkPreview } from '../../src-preload/contract/shared.ts'
import { decide, forbidden } from '../access/index.ts'
import { isIn } from '../store/index.ts'
import { grants, type ResourceRecord, resources } from '../store/records/index.ts'
import { previewOf } from '../tenancy/index.ts'
import type { Work } from '../work/index.ts'
import { factsOf } from './facts.ts'
import { deleteResource, type One, requireVisibility } from './resources.ts'
import { tellChanged } from './tell.ts'

interface Sight {
  readonly visibility: ResourceRecord['visibility']
  readonly teamIds: readonly string[]
}
export type ManyChange = ({ readonly kind: 'visibility' } & Sight) | { readonly kind: 'delete' }

/** The records; throws `NOT_FOUND` when one is not here. That the actor may was decided at the api's one place. */
async function meant(work: Work, items: readonly One[]): Promise<readonly ResourceRecord[]> {
  const kinds = new Map<string, ResourceKind>(items.map((i) => [i.id, i.kind]))
  const found: ResourceRecord[] = []
  for await (const r of work.db.collection(resources).each(isIn('id', [...kinds.keys()]))) found.push(r)
  for (const [id, kind] of kinds) if (!found.some((r) => r.id === id && r.kind === kind)) throw notFound(kind)
  return found
}

const isSeenSo = (r: ResourceRecord, sight: Sight): boolean =>
  r.visibility === sight.visibility && [...r.teamIds].sort().join() === [...sight.teamIds].sort().join()

interface SightBefore {
  readonly visibility: ResourceRecord['visibility']
  readonly teamIds: string[]
  readonly items: One[]
}

/** Sets who sees them; answers who saw which before. */
export async function setVisibilityOfMany(
  work: Work,
  input: { readonly items: readonly One[] } & Sight,
): Promise<{ changed: number; unchanged: number; before: SightBefore[] }> {
  const teamIds = await requireVisibility(work, input.visibility, input.teamIds)
  const sight = { visibility: input.visibility, teamIds }
  const found = await meant(work, input.items)
  const differing = found.filter((r) => !isSeenSo(r, sight))
  const groups = new Map<string, SightBefore>()
  await work.db.collection(resources).updateMany(
    differing.map((current) => ({ current, patch: sight })),
    'resource',
  )
  for (const before of differing) {
    const { kind, id, visibility } = before
    const key = `${visibility} ${[...before.teamIds].sort().join()}`
    const group = groups.get(key) ?? { visibility, teamIds: [...before.teamIds], items: [] }
    group.items.push({ kind, id })
    groups.set(key, group)
    const after = { ...before, ...sight }
    const summary = `${before.name} is now visible to ${sight.visibility}`
    work.record({ resourceType: kind, resourceId: id, summary, before, after })
    tellChanged(work, before, after)
  }
  return {
    changed: differing.length,
    unchanged: found.length - differing.length,
    before: [...groups.values()],
  }
}

/** Deletes them with the shares of each. */
export async function deleteMany(work: Work, items: readonly One[]): Promise<{ changed: number }> {
  const found = await meant(work, items)
  for (const { kind, id, version } of found) await deleteResource(work, { kind, id, version })
  return { changed: found.length }
}

/** What a change of many would do; `shares`: how many would end. */
export async function previewOfMany(
  work: Work,
  { items, change }: { readonly items: readonly One[]; readonly change: ManyChange },
): Promise<BulkPreview & { shares: number }> {
  const found = await meant(work, items)
  const operation: Operation = change.kind === 'delete' ? 'delete' : 'share'
  const { changing, preview } = await previewOf(
    found.length,
    (r) => r.name,
    async () => {
      for (const r of found)
        if (!decide(work.access, r.kind, r.id, operation, factsOf(r)))
          throw forbidden(work.access, r.kind, operation)
      if (change.kind === 'delete') return found
      await requireVisibility(work, change.visibility, change.teamIds)
      return found.filter((r) => !isSeenSo(r, change))
    },
  )
  const ids = changing.map((r) => r.id)
  return { ...preview, shares: await work.db.collection(grants).count(isIn('resourceId', ids)) }
}
