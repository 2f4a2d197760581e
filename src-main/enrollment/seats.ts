/** Seats, counted in the transaction that takes one: changes of a tenant are in one order, so two cannot take the last. */
import type { ScopedStore } from '../store/index.ts'
import { members, type OrganizationRecord } from '../store/records/index.ts'

export async function hasSeat(
  db: ScopedStore,
  { limits }: Pick<OrganizationRecord, 'limits'>,
): Promise<boolean> {
  const limit = limits.seats ?? null
  return limit === null || (await db.collection(members).count()) < limit
}
