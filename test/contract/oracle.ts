/** What the port's functions mean, over a list in memory, in as few words as possible. */
import type { FindQuery, Group, GroupQuery, Stored } from '../../src-main/store/adapter.ts'
import { type Predicate, type Scalar, wordsOf } from '../../src-main/store/predicate.ts'

const scalar = (record: Stored, field: string): Scalar => (record[field] ?? null) as Scalar
const elements = (record: Stored, field: string): readonly Scalar[] => {
  const value = record[field]
  return Array.isArray(value) ? value : [scalar(record, field)]
}

/** Text by code points, which is by UTF-8 bytes; numbers by value; false before true. */
function compare(a: Scalar, b: Scalar): number {
  if (a === null || b === null) return Number(a !== null) - Number(b !== null)
  if (typeof a === 'string' && typeof b === 'string') return Buffer.compare(Buffer.from(a), Buffer.from(b))
  return Number(a) - Number(b)
}

export function matches(record: Stored, p: Predicate): boolean {
  if ('eq' in p) return elements(record, p.eq[0]).includes(p.eq[1])
  if ('in' in p) return elements(record, p.in[0]).some((v) => p.in[1].includes(v))
  if ('range' in p) {
    const [field, { from, to }] = p.range
    const value = scalar(record, field)
    const above = from === undefined || compare(value, from) >= 0
    return value !== null && above && (to === undefined || compare(value, to) < 0)
  }
  if ('prefix' in p)
    return elements(record, p.prefix[0]).some((v) => typeof v === 'string' && v.startsWith(p.prefix[1]))
  if ('text' in p) return wordsOf(p.text).every((word) => String(record['searchText']).includes(word))
  if ('all' in p) return p.all.every((q) => matches(record, q))
  if ('any' in p) return p.any.some((q) => matches(record, q))
  return !matches(record, p.not)
}

/** Every record that matches, in order; the pages of a query are its slices. */
export function found(
  records: readonly Stored[],
  { where, sort }: Pick<FindQuery, 'where' | 'sort'>,
): Stored[] {
  const sign = sort.direction === 'desc' ? -1 : 1
  return records
    .filter((record) => matches(record, where))
    .sort((a, b) => sign * (compare(scalar(a, sort.field), scalar(b, sort.field)) || compare(a.id, b.id)))
}

/** In no order that means anything. */
export function grouped(records: readonly Stored[], { where, by, sum }: GroupQuery): Group[] {
  const groups = new Map<Scalar, Group>()
  if (by === undefined) groups.set(null, { value: null, count: 0, sum: 0 })
  for (const record of records.filter((r) => matches(r, where)))
    for (const value of valuesOf(record, by)) {
      const { count = 0, sum: before = 0 } = groups.get(value) ?? {}
      const amount = sum === undefined ? 0 : Number(scalar(record, sum))
      groups.set(value, { value, count: count + 1, sum: before + amount })
    }
  return [...groups.values()]
}

/** An absent list has no elements; an absent value is null. */
function valuesOf(record: Stored, by: string | undefined): readonly Scalar[] {
  if (by === undefined) return [null]
  return by === 'tags' ? ((record['tags'] ?? []) as readonly string[]) : [scalar(record, by)]
}
