/**
 * Conditions as MongoDB filters. Every value stands under an operator that this file writes, so a value
 * is never an operator; every regular expression is an escaped literal. The organization is not added here.
 */
import type { Document } from 'mongodb'
import { type Predicate, type Scalar, wordsOf } from '../predicate.ts'
import type { CollectionSpec } from '../spec.ts'

const NEVER: Document = { _id: { $in: [] } }

/** A field's name in the documents. Throws a `TypeError` for a field that the collection does not declare. */
export function fieldName(spec: CollectionSpec, field: string): string {
  if (!Object.hasOwn(spec.fields, field)) throw new TypeError(`${spec.name} declares no such field.`)
  return field === 'id' ? '_id' : field
}

/** Throws a `TypeError` for everything that is not a plain value. */
export function plain(value: Scalar): Scalar {
  const fits = value === null || typeof value === 'string' || typeof value === 'boolean'
  if (!fits && !Number.isFinite(value)) throw new TypeError('Not a plain value.')
  return value
}

/**
 * The least string after all that begin with `prefix`, in code point order, or undefined where there is
 * none. MongoDB compares UTF-8 bytes, whose order is that of the code points; surrogates are none.
 */
export function afterPrefix(prefix: string): string | undefined {
  const points = [...prefix]
  for (let last = points.pop(); last !== undefined; last = points.pop()) {
    const next = (last.codePointAt(0) ?? 0) + 1
    if (next <= 0x10ffff) return points.join('') + String.fromCodePoint(next === 0xd800 ? 0xe000 : next)
  }
  return undefined
}

const literal = (word: string): string =>
  word.replace(/[\\^$.*+?()[\]{}|/#-]/g, '\\$&').replaceAll('\0', '\\x00')

/** Bounds on one value; in a list field one and the same element must be inside of both. */
function within(spec: CollectionSpec, field: string, bounds: Document): Document {
  const name = fieldName(spec, field)
  return { [name]: spec.fields[field] === 'string[]' ? { $elemMatch: bounds } : bounds }
}

function rangeBounds(spec: CollectionSpec, field: string, from?: Scalar, to?: Scalar): Document {
  const bounds: Document = {}
  if (from !== undefined) bounds['$gte'] = plain(from)
  if (to !== undefined) bounds['$lt'] = plain(to)
  if (from === undefined && to === undefined)
    bounds['$type'] = spec.fields[field] === 'number' ? 'number' : 'string'
  return bounds
}

function prefixBounds(prefix: string): Document {
  const end = afterPrefix(String(prefix))
  return end === undefined ? { $gte: String(prefix) } : { $gte: String(prefix), $lt: end }
}

/** The filter of a condition, without its tenant. Throws a `TypeError` for what is not of the language. */
export function filterOf(spec: CollectionSpec, where: Predicate): Document {
  const every = (list: readonly Predicate[]): Document[] => list.map((p) => filterOf(spec, p))
  if ('eq' in where) return { [fieldName(spec, where.eq[0])]: { $eq: plain(where.eq[1]) } }
  if ('in' in where) return { [fieldName(spec, where.in[0])]: { $in: where.in[1].map(plain) } }
  if ('range' in where) {
    const [field, { from, to }] = where.range
    return within(spec, field, rangeBounds(spec, field, from, to))
  }
  if ('prefix' in where) return within(spec, where.prefix[0], prefixBounds(where.prefix[1]))
  if ('text' in where)
    return conjunction(wordsOf(where.text).map((w) => ({ searchText: { $regex: literal(w) } })))
  if ('all' in where) return conjunction(every(where.all))
  if ('any' in where) return disjunction(every(where.any))
  if ('not' in where) return negation(filterOf(spec, where.not))
  throw new TypeError('Not a condition.')
}

/** All of the filters; those that say nothing are left out. */
export function conjunction(filters: readonly Document[]): Document {
  const saying = filters.filter((f) => !saysNothing(f))
  return saying.length < 2 ? (saying[0] ?? {}) : { $and: saying }
}

const saysNothing = (filter: Document): boolean => Object.keys(filter).length === 0

/** At least one of the filters; one that says nothing makes the others idle. */
const disjunction = (filters: readonly Document[]): Document =>
  filters.length === 0 ? NEVER : filters.some(saysNothing) ? {} : { $or: filters }

const negation = (filter: Document): Document => (saysNothing(filter) ? NEVER : { $nor: [filter] })
