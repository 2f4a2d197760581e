/**
 * Conditions as SQL. Every value is bound; the text of a statement depends on the condition's shape
 * alone. A comparison with an absent value is NULL in SQL, which counts as false everywhere: under
 * `all` and `any` by SQL's own rules, under `not` because it is made false there.
 */
import { type Predicate, type Scalar, wordsOf } from '../predicate.ts'
import { columnOf, elementsOf, isList, type Table } from './table.ts'
import { type Bound, bound, encodeText } from './text-code.ts'

/**
 * The least string after all that begin with `prefix` in code point order, or undefined where there is
 * none. Surrogates are no code points of a text.
 */
export function afterPrefix(prefix: string): string | undefined {
  const points = [...prefix]
  for (let last = points.pop(); last !== undefined; last = points.pop()) {
    const next = (last.codePointAt(0) ?? 0) + 1
    if (next <= 0x10ffff) return points.join('') + String.fromCodePoint(next === 0xd800 ? 0xe000 : next)
  }
  return undefined
}

/** A comparison of one value, of a scalar field or of one element of a list field. */
type Comparison = (value: string, params: Bound[]) => string

function compared(table: Table, field: string, params: Bound[], comparison: Comparison): string {
  if (!isList(table, field)) return comparison(columnOf(table, field), params)
  return `EXISTS (SELECT 1 FROM ${elementsOf(table.name, field)} AS e WHERE ${comparison('e.value', params)})`
}

const equals =
  (wanted: Scalar): Comparison =>
  (value, params) => {
    if (wanted === null) return `${value} IS NULL`
    params.push(bound(wanted))
    return `${value} = ?`
  }

/** The list is filled up to a power of two with its last value, so that few different statements arise. */
const oneOf =
  (wanted: readonly Scalar[]): Comparison =>
  (value, params) => {
    const values = [...new Set(wanted)].filter((v) => v !== null).map(bound)
    const absent = wanted.includes(null) ? `${value} IS NULL` : '0'
    const last = values.at(-1)
    if (last === undefined) return absent
    const size = 2 ** Math.ceil(Math.log2(values.length))
    const all = [...values, ...Array.from({ length: size - values.length }, () => last)]
    // Above this the statement would have too many parameters; the list then is one JSON parameter.
    if (size > 8192) {
      params.push(JSON.stringify(values))
      return `(${value} IN (SELECT value FROM json_each(?)) OR ${absent})`
    }
    params.push(...all)
    const among = `${value} IN (${all.map(() => '?').join(', ')})`
    return absent === '0' ? among : `(${among} OR ${absent})`
  }

/** `[from, to)`; SQLite puts every text above every number, so the one kind never meets the other's bounds here. */
const between =
  (from: Bound | undefined, to: Bound | undefined): Comparison =>
  (value, params) => {
    const parts: string[] = []
    for (const [limit, operator] of [
      [from, '>='],
      [to, '<'],
    ] as const) {
      if (limit === undefined) continue
      params.push(limit)
      parts.push(`${value} ${operator} ?`)
    }
    return parts.length === 0 ? `${value} IS NOT NULL` : `(${parts.join(' AND ')})`
  }

const limitOf = (value: Scalar | undefined): Bound | undefined =>
  value === undefined ? undefined : bound(value)

function beginning(prefix: string): Comparison {
  const from = encodeText(prefix)
  return between(from, afterPrefix(from))
}

function words(text: string, params: Bound[]): string {
  const list = wordsOf(text)
  for (const word of list) params.push(encodeText(word))
  return list.map(() => `instr(search_text, ?) > 0`).join(' AND ') || '1'
}

/** The condition, without its tenant. Throws a `TypeError` for what is not of the language. */
export function conditionOf(table: Table, where: Predicate, params: Bound[]): string {
  const each = (list: readonly Predicate[]): string[] => list.map((p) => `(${conditionOf(table, p, params)})`)
  if ('eq' in where) return compared(table, where.eq[0], params, equals(where.eq[1]))
  if ('in' in where) return compared(table, where.in[0], params, oneOf(where.in[1]))
  if ('range' in where) {
    const [field, { from, to }] = where.range
    return compared(table, field, params, between(limitOf(from), limitOf(to)))
  }
  if ('prefix' in where) return compared(table, where.prefix[0], params, beginning(where.prefix[1]))
  if ('text' in where) return words(where.text, params)
  if ('all' in where) return each(where.all).join(' AND ') || '1'
  if ('any' in where) return each(where.any).join(' OR ') || '0'
  if ('not' in where) return `NOT coalesce((${conditionOf(table, where.not, params)}), 0)`
  throw new TypeError('Not a condition.')
}
