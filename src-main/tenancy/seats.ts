/** Seats: how many there are and how many are taken, asked for in the transaction that takes one. */
import { notFound } from '../../src-preload/contract/errors.ts'
import type { Work } from '../work/index.ts'

export interface Seats {
  /** Null: no limit. */
  readonly limit: number | null
  readonly used: number
}

/** Both are kept with the tenant's head: changes of a tenant are in one order, so two cannot take the last seat. */
export async function seatsOf(work: Work, orgId: string): Promise<Seats> {
  const standing = await work.standingOf(orgId)
  if (!standing) throw notFound('organization')
  return { limit: standing.seats, used: await work.membersIn(orgId) }
}

export const leftOf = ({ limit, used }: Seats): number | null =>
  limit === null ? null : Math.max(0, limit - used)
