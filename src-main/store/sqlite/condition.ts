/** Compiles the closed predicate language to SQL. Every value is bound; only declared fields become names. */
import type { After, Sort, Tenant } from '../adapter.ts'
import { type Predicate, type Scalar, wordsOf } from '../predicate.ts'
import type { CollectionSpec } from '../spec.ts'
import type { Value } from './connection.ts'
import { columnOf } from './schema.ts'

export interface Sql {
  readonly sql: string
  readonly params: readonly Value[]
}
const TRUE: Sql = { sql: '1', params: [] }
const FALSE: Sql = { sql: '0', params: [] }

/** JSON's booleans come out of `json_extract` as 1 and 0. */
const bound = (v: Scalar): Value => (typeof v === 'boolean' ? Number(v) : v)

/** Adds the organization; the only place where a statement gets it. */
export const withTenant = (tenant: Tenant, rest: Sql): Sql =>
  'org' in tenant ? { sql: `org_id = ? AND (${rest.sql})`, params: [tenant.org, ...rest.params] } : rest

const join = (parts: readonly Sql[], word: 'AND' | 'OR'): Sql => ({
  sql: parts.map((p) => `(${p.sql})`).join(` ${word} `),
  params: parts.flatMap((p) => p.params),
})

/** One element of the list satisfies the test; a list that is absent has none. */
const someElement = (field: string, test: Sql): Sql => ({
  sql: `EXISTS (SELECT 1 FROM json_each(doc, '$."${field}"') AS e WHERE ${test.sql})`,
  params: test.params,
})

export function compile(p: Predicate, spec: CollectionSpec): Sql {
  if ('eq' in p) return oneOf(spec, p.eq[0], [p.eq[1]])
  if ('in' in p) return oneOf(spec, p.in[0], p.in[1])
  if ('range' in p) return rangeOf(p.range[0], p.range[1])
  if ('prefix' in p) return prefixOf(spec, p.prefix[0], p.prefix[1])
  if ('text' in p) return textOf(spec, p.text)
  if ('all' in p)
    return p.all.length === 0
      ? TRUE
      : join(
          p.all.map((q) => compile(q, spec)),
          'AND',
        )
  if ('any' in p)
    return p.any.length === 0
      ? FALSE
      : join(
          p.any.map((q) => compile(q, spec)),
          'OR',
        )
  const inner = compile(p.not, spec)
  // Comparisons with NULL are neither true nor false; what is not true is matched by `not`.
  return { sql: `(${inner.sql}) IS NOT TRUE`, params: inner.params }
}

function oneOf(spec: CollectionSpec, field: string, values: readonly Scalar[]): Sql {
  const list = values.filter((v) => v !== null).map(bound)
  const among = (column: string): Sql =>
    list.length === 1
      ? { sql: `${column} = ?`, params: list }
      : { sql: `${column} IN (SELECT value FROM json_each(?))`, params: [JSON.stringify(list)] }
  if (spec.fields[field] === 'string[]')
    return list.length === 0 ? FALSE : someElement(field, among('e.value'))
  const column = columnOf(field)
  const parts = [
    ...(list.length > 0 ? [among(column)] : []),
    ...(values.includes(null) ? [{ sql: `${column} IS NULL`, params: [] }] : []),
  ]
  return parts.length === 0 ? FALSE : join(parts, 'OR')
}

function rangeOf(
  field: string,
  { from, to }: { readonly from?: string | number; readonly to?: string | number },
): Sql {
  const column = columnOf(field)
  const parts: Sql[] = [{ sql: `${column} IS NOT NULL`, params: [] }]
  if (from !== undefined) parts.push({ sql: `${column} >= ?`, params: [from] })
  if (to !== undefined) parts.push({ sql: `${column} < ?`, params: [to] })
  return join(parts, 'AND')
}

function prefixOf(spec: CollectionSpec, field: string, value: string): Sql {
  const test = (column: string): Sql => ({
    sql: `substr(${column}, 1, length(?)) = ?`,
    params: [value, value],
  })
  return spec.fields[field] === 'string[]' ? someElement(field, test('e.value')) : test(columnOf(field))
}

function textOf(spec: CollectionSpec, words: string): Sql {
  const list = wordsOf(words)
  if (list.length === 0) return TRUE
  if (spec.searchable.length === 0) return FALSE
  return join(
    list.map((w) => ({ sql: `instr(json_extract(doc, '$.searchText'), ?) > 0`, params: [w] })),
    'AND',
  )
}

/** What comes after a page's end, in the order of `sort`; NULL is before everything when ascending. */
export function afterOf(sort: Sort, after: After): Sql {
  const less = sort.direction === 'desc'
  const sign = less ? '<' : '>'
  if (sort.field === 'id') return { sql: `id ${sign} ?`, params: [after.id] }
  const column = columnOf(sort.field)
  if (after.value === null) {
    const rest = { sql: `${column} IS NULL AND id ${sign} ?`, params: [after.id] }
    return less ? rest : join([rest, { sql: `${column} IS NOT NULL`, params: [] }], 'OR')
  }
  const beyond: Sql = { sql: `(${column}, id) ${sign} (?, ?)`, params: [bound(after.value), after.id] }
  return less ? join([beyond, { sql: `${column} IS NULL`, params: [] }], 'OR') : beyond
}

export const orderOf = ({ field, direction }: Sort): string => {
  const way = direction === 'desc' ? 'DESC' : 'ASC'
  return field === 'id' ? `id ${way}` : `${columnOf(field)} ${way}, id ${way}`
}
