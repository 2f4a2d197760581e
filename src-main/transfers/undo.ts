/** Taking a transfer back: what is still as it arrived returns, with its visibility and its shares. */
import { DAY_MS } from '../../src-preload/contract/durations.ts'
import { CastellanError, notFound } from '../../src-preload/contract/errors.ts'
import { decide, forbidden } from '../access/index.ts'
import { needsSecond } from '../approvals/index.ts'
import { amountsOf, factsOf, mayCountTo } from '../resources/index.ts'
import { all, eq, isIn } from '../store/index.ts'
import {
  grants,
  type LeftBehind,
  members,
  type ResourceRecord,
  resources,
  teams,
  transfers,
} from '../store/records/index.ts'
import { requireRoomFor, requireState } from '../tenancy/index.ts'
import type { Work } from '../work/index.ts'
import { move } from './carry-out.ts'
import { type End, endOf, hereOf, partIn } from './ends.ts'

export interface LeftThere {
  readonly kind: LeftBehind['kind']
  readonly id: string
  readonly name: string
  readonly why: 'changed' | 'gone' | 'notAllowed'
}
export interface Returning {
  readonly records: readonly ResourceRecord[]
  readonly left: readonly LeftThere[]
}

const asItArrived = (item: LeftBehind, record: ResourceRecord): boolean => record.version === item.version

/** Which of the items are still as they arrived – or as `unchanged` says instead – and may leave. */
export async function returningOf(
  items: readonly LeftBehind[],
  there: Pick<End, 'db'>,
  mayReturn: (item: LeftBehind, record: ResourceRecord) => boolean,
  unchanged: (item: LeftBehind, record: ResourceRecord) => boolean = asItArrived,
): Promise<Returning> {
  const ids = items.map((i) => i.id)
  const page = await there.db
    .collection(resources)
    .list({ where: isIn('id', ids), limit: Math.max(ids.length, 1) })
  const found = new Map(page.items.map((r) => [r.id, r]))
  const records: ResourceRecord[] = []
  const left: LeftThere[] = []
  for (const item of items) {
    const record = found.get(item.id)
    const { kind, id, name } = item
    if (!record) left.push({ kind, id, name, why: 'gone' })
    else if (!unchanged(item, record)) left.push({ kind, id, name, why: 'changed' })
    else if (!mayReturn(item, record)) left.push({ kind, id, name, why: 'notAllowed' })
    else records.push(record)
  }
  return { records, left }
}

/** As it was, as far as the teams are still there. */
export async function asItWas(
  here: End,
  items: readonly LeftBehind[],
): Promise<
  (
    record: ResourceRecord,
  ) => Pick<LeftBehind, 'visibility' | 'teamIds' | 'createdBy' | 'creatorName' | 'countsTo'>
> {
  const wanted = [...new Set(items.flatMap((i) => [...i.teamIds, ...(i.countsTo ? [i.countsTo] : [])]))]
  const known = new Set<string>()
  if (wanted.length > 0)
    for await (const team of here.db.collection(teams).each(isIn('id', wanted))) known.add(team.id)
  const byId = new Map(items.map((i) => [i.id, i]))
  return (record) => {
    const item = byId.get(record.id)
    const { createdBy, creatorName } = item ?? record
    const teamIds = item?.teamIds.filter((id) => known.has(id)) ?? []
    const seen = item?.visibility ?? 'private'
    // A resource of teams that are gone is nobody's but its creator's.
    const visibility = seen === 'teams' && teamIds.length === 0 ? 'private' : seen
    const countsTo = item?.countsTo && known.has(item.countsTo) ? item.countsTo : null
    return { visibility, teamIds, createdBy, creatorName, countsTo }
  }
}

/** Throws `LIMIT_REACHED` where what returns no longer fits into what it counted to. */
export async function requireRoomBack(
  work: Work,
  { db, access, organization }: End,
  records: readonly ResourceRecord[],
  become: (record: ResourceRecord) => Pick<LeftBehind, 'countsTo'>,
): Promise<void> {
  const returning = records.map((r) => ({ countsTo: become(r).countsTo, amounts: amountsOf([r]) }))
  const sees = (teamId: string): boolean =>
    mayCountTo(access, teamId) || decide(access, 'team', teamId, 'read')
  await requireRoomFor(work, { id: organization.id, db }, returning, sees)
}

/** Shares again with whoever is still there. */
export async function shareAgain(
  here: End,
  items: readonly LeftBehind[],
  returned: ReadonlySet<string>,
): Promise<void> {
  const drafts = items
    .filter((i) => returned.has(i.id))
    .flatMap((i) => i.shares.map((s) => ({ ...s, type: i.kind, resourceId: i.id })))
  const people = drafts.filter((d) => d.subjectKind === 'user').map((d) => d.subjectId)
  const groups = drafts.filter((d) => d.subjectKind === 'team').map((d) => d.subjectId)
  const present = new Set<string>()
  if (people.length > 0)
    for await (const m of here.db.collection(members).each(isIn('userId', people))) present.add(m.userId)
  if (groups.length > 0)
    for await (const t of here.db.collection(teams).each(isIn('id', groups))) present.add(t.id)
  const again = drafts.filter((d) => present.has(d.subjectId))
  if (again.length > 0) await here.db.collection(grants).insertMany(again)
}

/**
 * Takes a transfer of the last day back to the context's tenant. Throws `NOT_FOUND` for one that the person did not
 * make here, `EXPIRED`, `WRONG_STATE` when it was taken back, `FORBIDDEN` where leaving there needs a second person.
 */
export async function undoTransfer(
  work: Work,
  transferId: string,
): Promise<{ back: number; left: LeftThere[] }> {
  const list = work.db.collection(transfers)
  const { userId } = work.access
  const before = await list.first(all(eq('transferId', transferId), eq('actorId', userId)))
  if (!before) throw notFound('transfer')
  requireState(before, ['done'], 'transfer')
  if (Date.parse(before.createdAt) + DAY_MS < work.now.getTime())
    throw new CastellanError(
      'EXPIRED',
      'This transfer is more than a day old. Transfer the resources back instead.',
      {},
    )
  const [here, there] = await Promise.all([hereOf(work), endOf(work.across, userId, before.targetId)])
  if (!there) throw notFound('organization')
  if ((await needsSecond(work.across, there.access, 'transferOut')) === 'yes')
    throw new CastellanError(
      'FORBIDDEN',
      `Leaving ${before.targetName} needs a second person there. Transfer the resources back from there.`,
      { missing: 'approval.decide', because: 'A policy there asks for a second person.' },
    )
  const { records, left } = await returningOf(
    before.items,
    there,
    (i, r) =>
      decide(there.access, i.kind, i.id, 'transfer', factsOf(r)) &&
      decide(here.access, i.kind, null, 'create'),
  )
  const [first] = left
  if (records.length === 0 && first?.why === 'notAllowed')
    throw forbidden(there.access, first.kind, 'transfer')
  const become = await asItWas(here, before.items)
  await requireRoomBack(work, here, records, become)
  if (records.length > 0) {
    const leaving = {
      end: there,
      work: partIn(work, there, 'resource.transferUndone', 'taken back by who moved it'),
    }
    await move(leaving, { end: here, work }, records, become, transferId)
    await shareAgain(here, before.items, new Set(records.map((r) => r.id)))
  }
  await list.update(before, { state: 'undone' }, 'transfer')
  return { back: records.length, left: [...left] }
}
