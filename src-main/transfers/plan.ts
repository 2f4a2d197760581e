/** What a transfer would do: read and decided, nothing changed. The same for the preview and for carrying it out. */
import type { ResourceKind } from '../../src-preload/contract/access.ts'
import type { PlannedChange } from '../../src-preload/contract/approvals.ts'
import { CastellanError, notFound } from '../../src-preload/contract/errors.ts'
import type { PoolChange, TransferPlan, TransferPreview } from '../../src-preload/contract/transfers.ts'
import { decide } from '../access/index.ts'
import { needsSecond } from '../approvals/index.ts'
import { amountsOf } from '../resources/index.ts'
import { isIn, type ScopedStore } from '../store/index.ts'
import {
  type GrantRecord,
  grants,
  members,
  type ResourceRecord,
  resources,
  teams,
} from '../store/records/index.ts'
import { noRoomIn, poolsOf, requireRoom, shortagesOf, shortageWords } from '../tenancy/index.ts'
import type { Work } from '../work/index.ts'
import { type End, hereOf, requireCreate, requireEnd } from './ends.ts'

export interface Planned {
  readonly from: End
  readonly to: End
  /** In the order of the input, each once. */
  readonly records: readonly ResourceRecord[]
  readonly shares: readonly GrantRecord[]
  /** Of the members and teams at the source whom it is shared with: id → name. */
  readonly names: ReadonlyMap<string, string>
  readonly visibility: TransferPlan['visibility']
}

/** The resources, which the permission service was asked about, by id; each once. */
export async function recordsOf(db: ScopedStore, ids: readonly string[]): Promise<ResourceRecord[]> {
  const unique = [...new Set(ids)]
  const page = await db.collection(resources).list({ where: isIn('id', unique), limit: unique.length })
  const byId = new Map(page.items.map((r) => [r.id, r]))
  return unique.map((id) => {
    const record = byId.get(id)
    if (!record) throw notFound('resource')
    return record
  })
}

export async function sharesOf(db: ScopedStore, ids: readonly string[]): Promise<GrantRecord[]> {
  const list: GrantRecord[] = []
  for await (const g of db.collection(grants).each(isIn('resourceId', [...ids]))) list.push(g)
  return list
}

/** Reads what is concerned. Throws `NOT_FOUND` for a target that is none of the person's. */
export async function planOf(work: Work, input: TransferPlan): Promise<Planned> {
  const [from, to] = await Promise.all([hereOf(work), requireEnd(work, input.toOrgId)])
  const ids = input.items.map((i) => i.id)
  const [records, shares] = await Promise.all([recordsOf(work.db, ids), sharesOf(work.db, ids)])
  const names = await namesOf(work.db, records, shares)
  return { from, to, records, shares, names, visibility: input.visibility }
}

/** Whoever loses sight of it, by id. */
async function namesOf(
  db: ScopedStore,
  records: readonly ResourceRecord[],
  shares: readonly GrantRecord[],
): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>()
  const ofKind = (kind: GrantRecord['subjectKind']): string[] =>
    shares.filter((s) => s.subjectKind === kind).map((s) => s.subjectId)
  const people = [...new Set(ofKind('user'))]
  const groups = [
    ...new Set([...ofKind('team'), ...records.flatMap((r) => [...r.teamIds, r.countsTo ?? []].flat())]),
  ]
  if (people.length > 0)
    for await (const m of db.collection(members).each(isIn('userId', people))) names.set(m.userId, m.name)
  if (groups.length > 0)
    for await (const t of db.collection(teams).each(isIn('id', groups))) names.set(t.id, t.name)
  return names
}

export const kindsOf = (records: readonly ResourceRecord[]): ReadonlySet<ResourceKind> =>
  new Set(records.map((r) => r.kind))

/** Throws what keeps it from going through: `FORBIDDEN` at the target, or `LIMIT_REACHED` with the pool and no figures. */
export async function requirePossible(work: Work, { to, records }: Planned): Promise<string> {
  const because = requireCreate(to, kindsOf(records))
  await requireRoom(work, { id: to.organization.id, db: to.db }, amountsOf(records))
  return because
}

async function poolChanges(
  end: End,
  records: readonly ResourceRecord[],
  sign: 1 | -1,
): Promise<PoolChange[]> {
  const amounts = amountsOf(records)
  const pools = await poolsOf(end.db, end.organization)
  return pools.flatMap(({ pool, limit, used }) => {
    const amount = amounts[pool] ?? 0
    return amount === 0 ? [] : [{ pool, limit, before: used, after: used + sign * amount }]
  })
}

/** `figures`: whether the person may see the pools of the target. */
async function obstaclesOf(planned: Planned, figures: boolean): Promise<TransferPreview['obstacles']> {
  const found: TransferPreview['obstacles'] = []
  for (const kind of kindsOf(planned.records))
    try {
      requireCreate(planned.to, [kind])
    } catch (error) {
      if (!(error instanceof CastellanError)) throw error
      found.push({ code: 'FORBIDDEN', message: error.message, pool: null })
    }
  const { db, organization } = planned.to
  const { name } = organization
  const arriving = [{ countsTo: null, amounts: amountsOf(planned.records) }]
  for (const short of await shortagesOf(db, organization, arriving)) {
    const message = figures ? `${name}: ${shortageWords(short)}` : noRoomIn(name, short.pool)
    found.push({ code: 'LIMIT_REACHED', message, pool: short.pool })
  }
  return found
}

const sideOf = ({ organization: { id, name, kind, color } }: End) => ({ orgId: id, name, kind, color })

export async function previewTransfer(work: Work, input: TransferPlan): Promise<TransferPreview> {
  const planned = await planOf(work, input)
  const { from, to, records, shares } = planned
  const [poolsFrom, poolsTo, needs] = await Promise.all([
    poolChanges(from, records, -1),
    poolChanges(to, records, 1),
    needsSecond(work.across, work.access, 'transferOut'),
  ])
  const seesPools = decide(to.access, 'organization', null, 'read')
  return {
    from: sideOf(from),
    to: sideOf(to),
    items: records.map(({ kind, id, name, visibility, teamIds, sizeBytes, countsTo }) => ({
      kind,
      id,
      name,
      visibility,
      sizeBytes,
      teams: teamIds.length,
      counted: (countsTo ?? null) !== null,
      shares: shares.filter((s) => s.resourceId === id).length,
    })),
    visibility: input.visibility,
    poolsFrom: decide(from.access, 'organization', null, 'read') ? poolsFrom : [],
    poolsTo: seesPools ? poolsTo : [],
    obstacles: await obstaclesOf(planned, seesPools),
    waits: needs === 'yes',
    alone: needs === 'alone',
  }
}

export const titleOf = ({ records, to }: Planned): string => {
  const [first] = records
  const what = records.length === 1 && first ? first.name : `${records.length} resources`
  return `Transfer ${what} to ${to.organization.name}`
}

/** Line by line, as an approval shows it: each resource as it was seen, and every team and share that ends. */
export function changesOf({ from, to, records, shares, names, visibility }: Planned): PlannedChange[] {
  const [before, after] = [from.organization.name, to.organization.name]
  const nameOf = (id: string): string => names.get(id) ?? id
  return [
    ...records.map(({ kind, name, version }) => ({ what: kind, name, version, before, after })),
    { what: 'visibility', before: null, after: visibility },
    ...records.flatMap(({ id, name, teamIds, countsTo }) => [
      ...(countsTo ? [{ what: 'countsTo', name, before: nameOf(countsTo), after: null }] : []),
      ...teamIds.map((team) => ({ what: 'teamSees', name, before: nameOf(team), after: null })),
      ...shares
        .filter((s) => s.resourceId === id)
        .map((s) => ({
          what: 'share',
          name,
          before: `${nameOf(s.subjectId)}: ${[...s.operations].sort().join(', ')}`,
          after: null,
        })),
    ]),
  ]
}
