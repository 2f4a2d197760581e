/** Order and paging: where a page begins, so that the database walks one index from there. */
import type { Document } from 'mongodb'
import type { FindQuery } from '../adapter.ts'
import type { CollectionSpec } from '../spec.ts'
import { conjunction, fieldName, filterOf, plain } from './filter.ts'

/** Ties are broken by id in the same direction; null and absence are the least of all values here as there. */
export function sortOf(spec: CollectionSpec, query: FindQuery): Record<string, 1 | -1> {
  const direction = query.sort.direction === 'desc' ? -1 : 1
  const name = fieldName(spec, query.sort.field)
  return name === '_id' ? { _id: direction } : { [name]: direction, _id: direction }
}

/**
 * What comes after the previous page's last record. A comparison of MongoDB sees only values of its
 * operand's type, so the null that comes first is spelled out; the outer bound is for the index.
 */
function afterFilter(spec: CollectionSpec, query: FindQuery): Document {
  const { after, sort } = query
  if (!after) return {}
  const name = fieldName(spec, sort.field)
  const beyond = sort.direction === 'desc' ? '$lt' : '$gt'
  const id = { [beyond]: String(after.id) }
  if (name === '_id') return { _id: id }
  const value = plain(after.value)
  const tie = { [name]: { $eq: value }, _id: id }
  if (value === null) return beyond === '$lt' ? tie : { $or: [{ [name]: { $ne: null } }, tie] }
  if (beyond === '$gt')
    return { $and: [{ [name]: { $gte: value } }, { $or: [{ [name]: { $gt: value } }, tie] }] }
  const less = { $or: [{ [name]: { $lt: value } }, { [name]: { $eq: null } }, tie] }
  return { $and: [{ [name]: { $not: { $gt: value } } }, less] }
}

/** The page's condition, without its tenant. */
export const pageFilter = (spec: CollectionSpec, query: FindQuery): Document =>
  conjunction([filterOf(spec, query.where), afterFilter(spec, query)])

/** Only these fields beside id and version, or the whole record. */
export function projectionOf(spec: CollectionSpec, fields: FindQuery['fields']): Document | undefined {
  if (!fields) return undefined
  const projection: Document = { _id: 1, version: 1 }
  for (const field of fields) projection[documentField(spec, field)] = 1
  return projection
}

/** A field that may be read though no condition may name it; its name must still be a plain one. */
function documentField(spec: CollectionSpec, field: string): string {
  if (Object.hasOwn(spec.fields, field)) return fieldName(spec, field)
  if (!/^[A-Za-z_]\w*$/.test(field)) throw new TypeError('Not the name of a field.')
  return field
}
