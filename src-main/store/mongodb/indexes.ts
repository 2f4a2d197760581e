/** The indexes of a collection: its own, each led by the organization, and one that makes (orgId, _id) unique. */
import type { Document, IndexDescription } from 'mongodb'
import type { CollectionSpec, IndexSpec } from '../spec.ts'
import { validatorOf } from './validator.ts'

const OWN = 'tenant_id'

const bare = (field: string): string => field.replace(/^-/, '')
const stored = (field: string): string => (field === 'id' ? '_id' : field)

/** The name says all of a declaration, so that a changed one is another index. */
function nameOf(index: IndexSpec): string {
  const parts = [index.across ? 'across' : 'tenant', ...index.fields]
  if (index.unique) parts.push('unique')
  if (index.where) parts.push('where', ...index.where)
  return parts.join('_')
}

/** Whether an index of this name was made from a declaration, of now or of before. */
export const isOurs = (name: string): boolean => /^(tenant|across)_/.test(name)

/** True where the schema lets the field be null or absent. */
function mayLack(schema: Document, field: string): boolean {
  const required: readonly string[] = schema['required'] ?? []
  const bsonType: unknown = schema['properties']?.[stored(field)]?.bsonType
  return !required.includes(stored(field)) || bsonType === undefined || [bsonType].flat().includes('null')
}

/**
 * Unique means: among the records that have a value, as in SQL. MongoDB counts null as a value, so where
 * a field may lack one, the index holds only the records that do not.
 */
function partialFilter(spec: CollectionSpec, index: IndexSpec): Document | undefined {
  const filter: Document = index.where ? { [index.where[0]]: { $eq: index.where[1] } } : {}
  const schema = index.unique ? validatorOf(spec)['$jsonSchema'] : undefined
  for (const field of schema ? index.fields.map(bare) : [])
    if (field !== index.where?.[0] && mayLack(schema, field))
      filter[stored(field)] = spec.fields[field] === 'number' ? { $gte: -Infinity } : { $gte: '' }
  return Object.keys(filter).length > 0 ? filter : undefined
}

function description(spec: CollectionSpec, index: IndexSpec): IndexDescription {
  const key: Record<string, 1 | -1> = index.across ? {} : { orgId: 1 }
  for (const field of index.fields) key[stored(bare(field))] = field.startsWith('-') ? -1 : 1
  // With the id at the end a page in this order is read from the index alone, ties included.
  if (!index.unique) key['_id'] ??= index.fields.at(-1)?.startsWith('-') ? -1 : 1
  const partialFilterExpression = partialFilter(spec, index)
  return {
    name: nameOf(index),
    key,
    ...(index.unique ? { unique: true } : {}),
    ...(partialFilterExpression ? { partialFilterExpression } : {}),
  }
}

/** The server has an index of the ids alone by itself, and takes no other. */
const isServersOwn = ({ fields, across }: IndexSpec): boolean => across === true && fields.join() === 'id'

export const indexesOf = (spec: CollectionSpec): IndexDescription[] => [
  { name: OWN, key: { orgId: 1, _id: 1 }, unique: true },
  ...spec.indexes.filter((index) => !isServersOwn(index)).map((index) => description(spec, index)),
]

/** The fields of the index of this name, without the organization. */
export function fieldsOfIndex(spec: CollectionSpec, name: string): readonly string[] {
  const index = spec.indexes.find((candidate) => nameOf(candidate) === name)
  return index ? index.fields.map(bare) : ['id']
}
