/** Carrying a transfer out: records and dependents, both trails, both event streams, in the transaction at hand. */
import type { Transferred } from '../../src-preload/contract/transfers.ts'
import { decide } from '../access/index.ts'
import { needsSecond } from '../approvals/index.ts'
import { factsOf } from '../resources/index.ts'
import { isIn } from '../store/index.ts'
import {
  type GrantRecord,
  type LeftBehind,
  members,
  type ResourceRecord,
  transfers,
} from '../store/records/index.ts'
import type { Work } from '../work/index.ts'
import { type End, partIn } from './ends.ts'
import { type Planned, requirePossible } from './plan.ts'

type Arrival = Pick<ResourceRecord, 'visibility' | 'teamIds' | 'createdBy' | 'creatorName' | 'countsTo'>

/** One end of a move with the part of the unit that tells it. */
export interface Told {
  readonly end: Pick<End, 'organization'>
  readonly work: Work
}

/** Moves the records and tells both trails and both event streams. Answers them as they arrived. */
export async function move(
  from: Told,
  to: Told,
  records: readonly ResourceRecord[],
  become: (record: ResourceRecord) => Arrival,
  transferId: string,
): Promise<ResourceRecord[]> {
  const [left, entered] = [from.end.organization, to.end.organization]
  const moved = await from.work.across.moveResources(left.id, entered.id, records, become)
  for (const [i, before] of records.entries()) {
    const { id, kind, name } = before
    from.work.recordIn(left.id, {
      resourceType: kind,
      resourceId: id,
      summary: `${name} transferred to ${entered.name}`,
      before,
    })
    from.work.emitIn(left.id, 'resource.transferred', id, { id, kind, name, transferId })
    to.work.recordIn(entered.id, {
      resourceType: kind,
      resourceId: id,
      summary: `${name} received from ${left.name}`,
      after: moved[i],
    })
    to.work.emitIn(entered.id, 'resource.received', id, { id, kind, name, transferId })
  }
  return moved
}

/**
 * Whose a resource is at its new place. A creator who is a member there stays it, by the name that this tenant
 * uses; anybody else is not this tenant's to know, and the one who brings it takes their place.
 */
export async function creatorsAt(
  { db, access }: End,
  records: readonly ResourceRecord[],
): Promise<(record: ResourceRecord) => Pick<ResourceRecord, 'createdBy' | 'creatorName'>> {
  const ids = [...new Set(records.map((r) => r.createdBy))]
  const known = await db.collection(members).list({ where: isIn('userId', ids), limit: ids.length })
  const names = new Map(known.items.map((m) => [m.userId, m.name]))
  const { userId, name } = access.facts.member
  return ({ createdBy }) => {
    const creatorName = names.get(createdBy)
    return creatorName === undefined ? { createdBy: userId, creatorName: name } : { createdBy, creatorName }
  }
}

/** What taking it back needs to know of each resource. */
export const leftBehindOf = (
  records: readonly ResourceRecord[],
  moved: readonly ResourceRecord[],
  shares: readonly GrantRecord[],
): LeftBehind[] =>
  records.map(({ kind, id, name, visibility, teamIds, createdBy, creatorName, countsTo }, i) => ({
    kind,
    id,
    name,
    version: moved[i]?.version ?? 0,
    visibility,
    teamIds,
    createdBy,
    creatorName,
    countsTo: countsTo ?? null,
    shares: shares
      .filter((s) => s.resourceId === id)
      .map(({ subjectKind, subjectId, operations }) => ({ subjectKind, subjectId, operations })),
  }))

/** Carries out what was planned in the same transaction. Throws `FORBIDDEN`, `LIMIT_REACHED` with the pool and no figures, `CONFLICT`. */
export async function carryOut(work: Work, planned: Planned, transferId: string): Promise<Transferred> {
  const { from, to, records, shares, visibility } = planned
  const because = await requirePossible(work, planned)
  const creators = await creatorsAt(to, records)
  const arriving = { end: to, work: partIn(work, to, 'resource.received', because) }
  const become = (r: ResourceRecord): Arrival => ({ visibility, teamIds: [], countsTo: null, ...creators(r) })
  const moved = await move({ end: from, work }, arriving, records, become, transferId)
  const { id, name } = to.organization
  await work.db.collection(transfers).insert({
    transferId,
    state: 'done',
    actorId: work.actor.userId,
    targetId: id,
    targetName: name,
    items: leftBehindOf(records, moved, shares),
  })
  const undoable = await mayTakeBack(work, to, moved)
  return { transferId, toOrgId: id, toName: name, moved: moved.length, undoable }
}

/** Whether the person could move all of it back at once: allowed on both sides, and without a second person there. */
async function mayTakeBack(work: Work, there: End, moved: readonly ResourceRecord[]): Promise<boolean> {
  const may = moved.every(
    (r) =>
      decide(work.access, r.kind, null, 'create') &&
      decide(there.access, r.kind, r.id, 'transfer', factsOf(r)),
  )
  return may && (await needsSecond(work.across, there.access, 'transferOut')) !== 'yes'
}
