/** Reading in all tenants at once, each time with a reason that goes to the database with it. */
import type { FindQuery } from '../adapter.ts'
import { sessionOf } from '../door.ts'
import { EVERYTHING, type Predicate } from '../predicate.ts'
import type { CollectionSpec, TenantRecord } from '../spec.ts'
import type { StoreUnit } from '../store.ts'
import { recordsOf } from '../stored.ts'

/** Where a record is, and nothing of what it says. */
export interface Place {
  readonly orgId: string
  readonly id: string
}

/** Whole records. */
export const findAcross = async <T extends TenantRecord>(
  unit: StoreUnit,
  spec: CollectionSpec<T>,
  across: string,
  query: FindQuery,
): Promise<T[]> => recordsOf(await sessionOf(unit).find(spec, { across }, query))

/** Many enough that hardly anything takes two reads. */
const PAGE = 10_000

/** All of them, however many there are. `value` answers the field by which they are sorted. */
export async function findAllAcross<T extends TenantRecord>(
  unit: StoreUnit,
  spec: CollectionSpec<T>,
  across: string,
  query: Omit<FindQuery, 'limit' | 'after' | 'skip'>,
  value: (record: T) => string = ({ id }) => id,
): Promise<T[]> {
  const found: T[] = []
  for (let last: T | undefined; ; last = found.at(-1)) {
    const after = last && { value: value(last), id: last.id }
    const rows = await findAcross(unit, spec, across, { ...query, limit: PAGE, ...(after ? { after } : {}) })
    for (const row of rows) found.push(row)
    if (rows.length < PAGE) return found
  }
}

/** For work that then goes on in each tenant by itself. The query's sort field is read too, and not given back. */
export async function placesAcross(
  unit: StoreUnit,
  spec: CollectionSpec,
  across: string,
  query: FindQuery,
): Promise<Place[]> {
  const fields = [...new Set(['orgId', query.sort.field])]
  const rows = await sessionOf(unit).find(spec, { across }, { ...query, fields })
  return rows.map(({ orgId, id }) => ({ orgId, id }))
}

export const countAcross = (
  unit: StoreUnit,
  spec: CollectionSpec,
  across: string,
  where: Predicate,
): Promise<number> => sessionOf(unit).count(spec, { across }, where)

/** The sum of a number field of all records. */
export async function sumAcross(
  unit: StoreUnit,
  spec: CollectionSpec,
  across: string,
  sum: string,
): Promise<number> {
  const [group] = await sessionOf(unit).group(spec, { across }, { where: EVERYTHING, sum })
  return group?.sum ?? 0
}
