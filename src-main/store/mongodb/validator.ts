/** The collection's schema in the words of MongoDB's validator: types, enumerations and the set of fields. */
import type { Document } from 'mongodb'
import { z } from 'zod'
import type { CollectionSpec } from '../spec.ts'

const BSON_TYPE: { readonly [type: string]: string } = {
  string: 'string',
  boolean: 'bool',
  number: 'number',
  // Whole numbers beyond 32 bits are stored as doubles, so that "int" would refuse them.
  integer: 'number',
  object: 'object',
  array: 'array',
  null: 'null',
}

const isSchema = (value: unknown): value is Document =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * MongoDB knows the fourth draft of JSON Schema, in part. Lengths and patterns are left to zod: their
 * units differ (UTF-16 there, code points here), and two judges that disagree are worse than one.
 */
function translate(schema: Document): Document {
  const out: Document = {}
  const types = [schema['type'] ?? []].flat().map((type: string) => BSON_TYPE[type])
  if (types.length > 0) out['bsonType'] = types.length === 1 ? types[0] : types
  if (Array.isArray(schema['enum'])) out['enum'] = schema['enum']
  if ('const' in schema) out['enum'] = [schema['const']]
  for (const key of ['anyOf', 'oneOf', 'allOf'])
    if (Array.isArray(schema[key])) out[key === 'oneOf' ? 'anyOf' : key] = schema[key].map(translate)
  if (isSchema(schema['items'])) out['items'] = translate(schema['items'])
  if (isSchema(schema['properties'])) Object.assign(out, translateFields(schema, schema['properties']))
  const rest: unknown = schema['additionalProperties']
  if (rest === false) out['additionalProperties'] = false
  else if (isSchema(rest) && Object.keys(rest).length > 0) out['additionalProperties'] = translate(rest)
  return out
}

function translateFields(schema: Document, properties: Document): Document {
  const out: Document = { properties: {} }
  for (const [field, inner] of Object.entries(properties)) out['properties'][field] = translate(inner)
  // A field of any kind may be undefined, which is absence here.
  const required = ((schema['required'] ?? []) as string[]).filter(
    (field) => Object.keys(out['properties'][field] ?? {}).length > 0,
  )
  return required.length > 0 ? { ...out, required } : out
}

/** The validator of a collection. The id is stored as `_id`; `searchText` is the store's own. */
export function validatorOf(spec: CollectionSpec): Document {
  const schema = translate(z.toJSONSchema(spec.schema, { unrepresentable: 'any' }))
  const { id: _id, ...properties } = schema['properties'] ?? {}
  const text = { bsonType: 'string' }
  const base = { _id: text, orgId: text, version: { bsonType: 'number' }, createdAt: text, updatedAt: text }
  const required: string[] = (schema['required'] ?? []).filter((field: string) => field !== 'id')
  return {
    $jsonSchema: {
      ...schema,
      bsonType: 'object',
      properties: { ...properties, ...base, ...(spec.searchable.length > 0 ? { searchText: text } : {}) },
      required: [...new Set([...Object.keys(base), ...required])],
    },
  }
}
