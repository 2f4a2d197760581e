/** Order and paging: where a page begins, so that the database walks one index from there. */
import type { FindQuery } from '../adapter.ts'
import { columnOf, type Table } from './table.ts'
import { type Bound, bound, encodeText } from './text-code.ts'

/** A condition on the sort field; a page is the first `limit` records of its stretches, one after the other. */
export type Stretch = (params: Bound[]) => string

const EVERYWHERE: Stretch = () => '1'

/**
 * What comes after the previous page's last record. Null is the least value here as in MongoDB, but a
 * comparison never sees it, so what lies on the other side of it is a stretch of its own.
 */
export function stretchesOf(table: Table, { after, sort }: FindQuery): readonly Stretch[] {
  if (!after) return [EVERYWHERE]
  const column = columnOf(table, sort.field)
  const beyond = sort.direction === 'desc' ? '<' : '>'
  const id = encodeText(after.id)
  const value = bound(after.value)
  const beyondId: Stretch = (params) => {
    params.push(id)
    return `id ${beyond} ?`
  }
  if (column === 'id') return [beyondId]
  if (value === null) {
    const ties: Stretch = (params) => `${column} IS NULL AND ${beyondId(params)}`
    return beyond === '<' ? [ties] : [ties, () => `${column} IS NOT NULL`]
  }
  const rest: Stretch = (params) => {
    params.push(value, id)
    return `(${column}, id) ${beyond} (?, ?)`
  }
  return beyond === '<' ? [rest, () => `${column} IS NULL`] : [rest]
}

/** Ties are broken by id in the same direction. SQLite puts NULL first when ascending. */
export function orderOf(table: Table, { sort }: FindQuery): string {
  const column = columnOf(table, sort.field)
  const direction = sort.direction === 'desc' ? 'DESC' : 'ASC'
  return column === 'id' ? `ORDER BY id ${direction}` : `ORDER BY ${column} ${direction}, id ${direction}`
}
