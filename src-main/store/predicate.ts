/**
 * The closed language of queries. A caller can say these eight things and nothing else, so that no
 * operator of a database can be smuggled in through a value, and no query can be written whose
 * meaning the two adapters could disagree on.
 */
import { CastellanError } from '../../src-preload/contract/errors.ts'

export type Scalar = string | number | boolean | null

export type Predicate =
  /** The field has this value; on an array field: one of its elements has. `null` also matches absence. */
  | { readonly eq: readonly [field: string, value: Scalar] }
  /** The field (or one of its elements) has one of these values; an empty list matches nothing. */
  | { readonly in: readonly [field: string, values: readonly Scalar[]] }
  /** Half-open range `[from, to)` over strings (code point order) or numbers; absent values never match. */
  | {
      readonly range: readonly [
        field: string,
        bounds: { readonly from?: string | number; readonly to?: string | number },
      ]
    }
  /** The string begins so, case-sensitively; on an array field: one of its elements does. */
  | { readonly prefix: readonly [field: string, value: string] }
  /** Every word (split at white space) is somewhere in the record's folded search text. */
  | { readonly text: string }
  /** Every one holds; an empty list holds. */
  | { readonly all: readonly Predicate[] }
  /** At least one holds; an empty list does not. */
  | { readonly any: readonly Predicate[] }
  | { readonly not: Predicate }

export const eq = (field: string, value: Scalar): Predicate => ({ eq: [field, value] })
export const isIn = (field: string, values: readonly Scalar[]): Predicate => ({ in: [field, values] })
export const range = (
  field: string,
  bounds: { from?: string | number; to?: string | number },
): Predicate => ({ range: [field, bounds] })
export const prefix = (field: string, value: string): Predicate => ({ prefix: [field, value] })
export const text = (words: string): Predicate => ({ text: words })
export const all = (...list: readonly Predicate[]): Predicate => ({ all: list })
export const any = (...list: readonly Predicate[]): Predicate => ({ any: list })
export const not = (p: Predicate): Predicate => ({ not: p })
export const EVERYTHING: Predicate = { all: [] }
export const NOTHING: Predicate = { any: [] }

/** Type of a field that queries may name. `[]` marks an array of strings. */
export type FieldType = 'string' | 'number' | 'boolean' | 'string[]'
export type Fields = { readonly [field: string]: FieldType }

/** Folded form in which text is compared: NFKC, lower case. The same for what is stored and what is asked. */
export const fold = (s: string): string => s.normalize('NFKC').toLowerCase()
export const wordsOf = (s: string): string[] =>
  fold(s)
    .split(/\s+/u)
    .filter((w) => w !== '')
    .slice(0, 10)

const refuse = (message: string): never => {
  throw new CastellanError('BAD_INPUT', message, { issues: [{ field: 'where', message }] })
}

function checkValue(field: string, type: FieldType, value: unknown): void {
  const wanted = type === 'string[]' ? 'string' : type
  if (value === null && type !== 'string[]') return
  if (typeof value !== wanted || (typeof value === 'number' && !Number.isFinite(value)))
    refuse(`${field} is compared with a ${wanted}, not with ${value === null ? 'null' : typeof value}`)
}

/**
 * Refuses whatever is not of the language: unknown keys, unknown fields (a misspelt one must not drop
 * the condition), values that are not of the field's type (an object with a `$` key is never a value).
 */
export function checkPredicate(p: Predicate, fields: Fields, depth = 0): void {
  if (depth > 20) refuse('the condition is nested more than 20 levels deep')
  const keys =
    p !== null && typeof p === 'object' && Object.getPrototypeOf(p) === Object.prototype ? Object.keys(p) : []
  if (keys.length !== 1) refuse('a condition has exactly one of: eq, in, range, prefix, text, all, any, not')
  const typeOf = (field: unknown): FieldType =>
    (typeof field === 'string' && Object.hasOwn(fields, field) ? fields[field] : undefined) ??
    refuse(`unknown field ${String(field).slice(0, 60)}; there are: ${Object.keys(fields).join(', ')}`)
  if ('eq' in p) checkValue(p.eq[0], typeOf(p.eq[0]), p.eq[1])
  else if ('in' in p) {
    const type = typeOf(p.in[0])
    if (!Array.isArray(p.in[1])) refuse(`${p.in[0]} needs a list of values`)
    for (const v of p.in[1]) checkValue(p.in[0], type, v)
  } else if ('range' in p) {
    const [field, { from, to }] = p.range
    const type = typeOf(field)
    if (type !== 'string' && type !== 'number') refuse(`${field} has no order`)
    for (const v of [from, to])
      if (v !== undefined) v === null ? refuse(`${field} has no null bound`) : checkValue(field, type, v)
  } else if ('prefix' in p) {
    const type = typeOf(p.prefix[0])
    if (type !== 'string' && type !== 'string[]') refuse(`${p.prefix[0]} is not text`)
    if (typeof p.prefix[1] !== 'string') refuse(`${p.prefix[0]} needs a text prefix`)
  } else if ('text' in p) {
    if (typeof p.text !== 'string') refuse('text needs words')
  } else if ('all' in p || 'any' in p) {
    const list = 'all' in p ? p.all : p.any
    if (!Array.isArray(list)) refuse('all and any need a list of conditions')
    for (const q of list) checkPredicate(q, fields, depth + 1)
  } else if ('not' in p) checkPredicate(p.not, fields, depth + 1)
  else refuse(`unknown condition ${String(keys[0]).slice(0, 30)}`)
}
