/** What the organization has already: members by address. */
import { isIn, type ScopedStore } from '../store/index.ts'
import { type MemberRecord, members } from '../store/records/index.ts'
import type { Candidate, Unreadable } from './candidates.ts'

/** Rows to a transaction, and to a look-up. */
export const BATCH_ROWS = 500

export async function membersOf(
  db: ScopedStore,
  rows: readonly (Candidate | Unreadable)[],
): Promise<Map<string, MemberRecord>> {
  const emails = rows.flatMap((row) => ('problem' in row ? [] : [row.email]))
  if (emails.length === 0) return new Map()
  // An address is one member's; the room beyond is for what should not be there and must not hide somebody.
  // In the order of the addresses: in that of the ids a database may read everybody to find a few.
  const sort = { field: 'email', direction: 'asc' } as const
  const where = isIn('email', emails)
  const page = await db.collection(members).list({ where, sort, limit: emails.length * 2 })
  return new Map(page.items.map((m) => [m.email, m]))
}
