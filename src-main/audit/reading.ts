/** Reading a tenant's trail: its newest records, one of them, and whether the chain holds. */
import { all, EVERYTHING, eq, isIn, range, type ScopedStore } from '../store/index.ts'
import { type AuditRecord, auditRecords, type HeadRecord, heads } from '../store/records/index.ts'
import { type ChainCheck, verifyChain } from './chain.ts'

const shown = (r: AuditRecord) => ({
  ...r,
  actor: r.actorName,
  onBehalfOf: r.actor.onBehalfOf?.name ?? null,
})
type Shown = ReturnType<typeof shown>

const newestFirst = { field: 'sequence', direction: 'desc' } as const
const oldestFirst = { field: 'sequence', direction: 'asc' } as const

interface Recent {
  readonly limit: number
  readonly outcome?: AuditRecord['outcome']
  /** Only records of these actions. */
  readonly actions?: readonly string[]
}

/** The newest first, people by name. */
export async function recentRecords(db: ScopedStore, { limit, outcome, actions }: Recent): Promise<Shown[]> {
  const where = all(
    outcome ? eq('outcome', outcome) : EVERYTHING,
    actions ? isIn('action', actions) : EVERYTHING,
  )
  const page = await db.collection(auditRecords).list({ where, sort: newestFirst, limit })
  return page.items.map(shown)
}

/** Throws `NOT_FOUND`, also for a record of another tenant. */
export const getRecord = async (db: ScopedStore, id: string): Promise<Shown> =>
  shown(await db.collection(auditRecords).require(id, 'record'))

/** Recomputes the tenant's whole chain as it is when this is called; what others append meanwhile breaks nothing. */
export async function verifyTrail(db: ScopedStore, orgId: string): Promise<ChainCheck> {
  const check = await verifyUpTo(db, await db.collection(heads).require(orgId, 'trail'))
  if (!check.intact) return check
  // In this order: a head that is read after a record holds it already, unless somebody went past the head.
  const newest = await db.collection(auditRecords).list({ sort: newestFirst, limit: 1 })
  const head = await db.collection(heads).require(orgId, 'trail')
  const past = (newest.items[0]?.sequence ?? 0) > head.sequence
  return past ? { ...check, intact: false, brokenAt: head.sequence + 1 } : check
}

/** Recomputes the chain up to a head that was read. */
export function verifyUpTo(
  db: ScopedStore,
  head: Pick<HeadRecord, 'sequence' | 'hash'>,
): Promise<ChainCheck> {
  const upTo = range('sequence', { to: head.sequence + 1 })
  return verifyChain(db.collection(auditRecords).each(upTo, oldestFirst), head)
}
