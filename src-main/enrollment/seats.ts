/** Seats, asked for in the transaction that takes one: changes of a tenant are in one order, so two cannot take the last. */
import type { OrganizationRecord } from '../store/records/index.ts'
import type { Work } from '../work/index.ts'

export async function hasSeat(
  work: Work,
  { id, limits }: Pick<OrganizationRecord, 'id' | 'limits'>,
): Promise<boolean> {
  const limit = limits.seats ?? null
  return limit === null || (await work.membersIn(id)) < limit
}
