/** The four shared kinds. They belong to the tenant; visibility says who of it sees them. */
import { OPERATIONS, type Operation, type ResourceKind } from '../../src-preload/contract/access.ts'
import { badInput, notFound } from '../../src-preload/contract/errors.ts'
import { ISSUES } from '../../src-preload/contract/issues.ts'
import type { PoolName } from '../../src-preload/contract/organizations.ts'
import type { ResourceDetail } from '../../src-preload/contract/resources.ts'
import { decide, predicate } from '../access/index.ts'
import { all, EVERYTHING, eq, isIn, type Page, type PageQuery, pageOf, text } from '../store/index.ts'
import { grants, type ResourceRecord, resources } from '../store/records/index.ts'
import {
  type Amounts,
  requireRoomFor,
  requireRoomToCount,
  requireTeams,
  requireVersion,
} from '../tenancy/index.ts'
import type { Work } from '../work/index.ts'
import { requireCountable } from './counts-to.ts'
import { factsOf } from './facts.ts'
import { tellChanged, tellCreated, tellDeleted } from './tell.ts'

export interface One {
  readonly kind: ResourceKind
  readonly id: string
}

/** What these use of the pools. */
export function amountsOf(records: readonly Pick<ResourceRecord, 'kind' | 'sizeBytes'>[]): Amounts {
  const amounts: { [P in PoolName]?: number } = {}
  for (const { kind, sizeBytes } of records) {
    amounts[kind] = (amounts[kind] ?? 0) + 1
    amounts.storageBytes = (amounts.storageBytes ?? 0) + sizeBytes
  }
  return amounts
}

/** The record, if it is of the kind. That the actor may see it was decided at the api's one place. */
export async function requireResource(work: Work, { kind, id }: One): Promise<ResourceRecord> {
  const record = await work.db.collection(resources).get(id)
  if (record?.kind !== kind) throw notFound(kind)
  return record
}

export async function listResources(
  work: Work,
  q: {
    kind: ResourceKind
    search?: string
    visibility?: string[]
    teamId?: string
    sort?: { field: string; direction: 'asc' | 'desc' }
  } & PageQuery,
): Promise<Page<ResourceRecord> & { total: number }> {
  const where = all(
    eq('kind', q.kind),
    predicate(work.access, q.kind, 'read'),
    q.search?.trim() ? text(q.search) : EVERYTHING,
    q.visibility?.length ? isIn('visibility', q.visibility) : EVERYTHING,
    q.teamId ? eq('teamIds', q.teamId) : EVERYTHING,
  )
  const list = work.db.collection(resources)
  const sort = q.sort ?? { field: 'name', direction: 'asc' as const }
  const [page, total] = await Promise.all([list.list({ where, sort, ...pageOf(q) }), list.count(where)])
  return { ...page, total }
}

export async function getResource(work: Work, one: One): Promise<ResourceDetail> {
  const record = await requireResource(work, one)
  const facts = factsOf(record)
  const can = (OPERATIONS[one.kind] as readonly Operation[]).filter((o) =>
    decide(work.access, one.kind, one.id, o, facts),
  )
  return { ...record, can, shares: await work.db.collection(grants).count(eq('resourceId', one.id)) }
}

/** The teams to name with a visibility; throws `BAD_INPUT` where they do not go together. */
export async function requireVisibility(
  work: Work,
  visibility: string,
  teamIds: readonly string[],
): Promise<string[]> {
  if (visibility !== 'teams') {
    if (teamIds.length > 0) throw badInput('teamIds', ISSUES.teamsOnlyWith)
    return []
  }
  if (teamIds.length === 0) throw badInput('teamIds', ISSUES.teams)
  await requireTeams(work.db, teamIds)
  return [...new Set(teamIds)]
}

export async function createResource(
  work: Work,
  input: Pick<ResourceRecord, 'kind' | 'name' | 'description' | 'visibility' | 'sizeBytes' | 'countsTo'> & {
    teamIds: string[]
  },
): Promise<ResourceRecord> {
  const teamIds = await requireVisibility(work, input.visibility, input.teamIds)
  if (input.countsTo !== null) await requireCountable(work, input.countsTo)
  await requireRoomFor(work, { id: work.access.orgId, db: work.db }, [
    { countsTo: input.countsTo, amounts: amountsOf([input]) },
  ])
  const after = await work.db
    .collection(resources)
    .insert({ ...input, teamIds, createdBy: work.actor.userId, creatorName: work.actor.name })
  work.record({ resourceType: input.kind, resourceId: after.id, summary: `${after.name} created`, after })
  tellCreated(work, after)
  return after
}

export async function updateResource(
  work: Work,
  input: One & { version: number; name?: string; description?: string; countsTo?: string | null },
): Promise<ResourceRecord> {
  const before = await requireResource(work, input)
  requireVersion(before, input.version, input.kind)
  const { name = before.name, description = before.description } = input
  const from = before.countsTo ?? null
  const countsTo = input.countsTo === undefined ? from : input.countsTo
  if (countsTo !== from) {
    if (countsTo !== null) await requireCountable(work, countsTo)
    await requireRoomToCount(work, amountsOf([before]), { from, to: countsTo })
  }
  const after = await work.db
    .collection(resources)
    .update(before, { name, description, countsTo }, input.kind)
  work.record({
    resourceType: input.kind,
    resourceId: before.id,
    summary: `${after.name} changed`,
    before,
    after,
  })
  tellChanged(work, before, after)
  return after
}

export async function setVisibility(
  work: Work,
  input: One & { version: number; visibility: ResourceRecord['visibility']; teamIds: string[] },
): Promise<ResourceRecord> {
  const before = await requireResource(work, input)
  requireVersion(before, input.version, input.kind)
  const teamIds = await requireVisibility(work, input.visibility, input.teamIds)
  const after = await work.db
    .collection(resources)
    .update(before, { visibility: input.visibility, teamIds }, input.kind)
  work.record({
    resourceType: input.kind,
    resourceId: before.id,
    summary: `${after.name} is now visible to ${after.visibility}`,
    before,
    after,
  })
  tellChanged(work, before, after)
  return after
}

export async function deleteResource(work: Work, input: One & { version: number }): Promise<void> {
  const before = await requireResource(work, input)
  requireVersion(before, input.version, input.kind)
  await work.db.collection(grants).removeWhere(eq('resourceId', before.id))
  await work.db.collection(resources).remove(before, input.kind)
  work.record({ resourceType: input.kind, resourceId: before.id, summary: `${before.name} deleted`, before })
  tellDeleted(work, before)
}
