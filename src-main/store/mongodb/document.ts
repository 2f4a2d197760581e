/** Records as documents and back. What a record holds is data: no key or value of it means anything here. */
import { DBRef, type Document } from 'mongodb'
import type { Stored } from '../adapter.ts'
import { SEARCH_TEXT } from '../stored.ts'

/** The driver takes an object with a `_bsontype` for one of its own types; a Map is always plain data. */
function encode(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(encode)
  const entries = Object.entries(value).map(([key, inner]) => [key, encode(inner)] as const)
  return '_bsontype' in value ? new Map(entries) : Object.fromEntries(entries)
}

/** The driver answers an object with `$ref` and `$id` as a type of its own; give back what was stored. */
function decode(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(decode)
  if (value instanceof DBRef) {
    const { collection, oid, db, fields } = value
    return decode({ $ref: collection, $id: oid, ...(db === undefined ? {} : { $db: db }), ...fields })
  }
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, decode(inner)]))
}

export function toDocument(record: Stored): Document {
  const { id, ...rest } = record
  return { _id: id, ...(encode(rest) as Document) }
}

export function toStored(document: Document): Stored {
  const record: Record<string, unknown> = { id: document['_id'] }
  // One pass over the names: lists are read by the hundred. No declared field has the names left out; the text that is
  // searched is left out here, which costs less than to have the server do it.
  for (const name in document) {
    if (name === '_id' || name === SEARCH_TEXT || name === '__proto__') continue
    const value: unknown = document[name]
    record[name] = typeof value === 'object' ? decode(value) : value
  }
  return record as unknown as Stored
}

const KEPT = new Set(['id', '_id', 'orgId', 'version', 'createdAt'])

/**
 * The update that applies `set` and counts the version up. An undefined value takes the field away.
 * Throws a `TypeError` for names that are paths or operators, and for those that never change.
 */
export function updateOf(set: { readonly [field: string]: unknown }): Document {
  const given: Record<string, unknown> = {}
  const removed: Record<string, ''> = {}
  for (const [field, value] of Object.entries(set)) {
    if (KEPT.has(field) || !/^[A-Za-z_]\w*$/.test(field))
      throw new TypeError('An update cannot set this field.')
    if (value === undefined) removed[field] = ''
    else given[field] = encode(value)
  }
  return {
    $inc: { version: 1 },
    ...(Object.keys(given).length > 0 ? { $set: given } : {}),
    ...(Object.keys(removed).length > 0 ? { $unset: removed } : {}),
  }
}
