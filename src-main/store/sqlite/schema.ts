/** Tables and indexes from the declaration of a collection. */
import type { CollectionSpec, IndexSpec } from '../spec.ts'

/** Columns of their own; every other field is in the document. */
const OWN: { readonly [field: string]: string } = { id: 'id', version: 'version' }

/** The column that holds a field. Only for fields that the collection declares. */
export const columnOf = (field: string): string => OWN[field] ?? `"f_${field}"`
export const tableOf = (spec: CollectionSpec): string => `"${spec.name}"`

/** Statements that create what is not there yet. A field that is declared later gets its column then. */
export function createStatements(spec: CollectionSpec, existing: ReadonlySet<string>): string[] {
  const table = tableOf(spec)
  const generated = Object.entries(spec.fields)
    .filter(([field, type]) => !(field in OWN) && type !== 'string[]')
    .map(([field]) => `${columnOf(field)} GENERATED ALWAYS AS (json_extract(doc, '$."${field}"')) VIRTUAL`)
  const create = `CREATE TABLE IF NOT EXISTS ${table} (org_id TEXT NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL, doc TEXT NOT NULL, ${[...generated, 'PRIMARY KEY (org_id, id)'].join(', ')}) WITHOUT ROWID`
  const later =
    existing.size === 0 ? [] : generated.filter((column) => !existing.has(column.split('"')[1] ?? ''))
  return [
    create,
    ...later.map((column) => `ALTER TABLE ${table} ADD COLUMN ${column}`),
    ...spec.indexes.flatMap((i) => indexStatement(spec, i)),
  ]
}

function indexStatement(spec: CollectionSpec, index: IndexSpec): string[] {
  const fields = index.fields.map((f) => ({ field: f.replace(/^-/, ''), descending: f.startsWith('-') }))
  // A list has no column; its elements are searched within the tenant.
  if (fields.some(({ field }) => spec.fields[field] === 'string[]')) return []
  const columns = [
    'org_id',
    ...fields.map(({ field, descending }) => `${columnOf(field)}${descending ? ' DESC' : ''}`),
  ]
  const where = index.where
    ? ` WHERE ${columnOf(index.where[0])} = '${index.where[1].replaceAll("'", "''")}'`
    : ''
  const name = `"${spec.name}_${index.fields.join('_').replaceAll('-', 'd')}${index.where ? '_partial' : ''}"`
  return [
    `CREATE ${index.unique ? 'UNIQUE ' : ''}INDEX IF NOT EXISTS ${name} ON ${tableOf(spec)} (${columns.join(', ')})${where}`,
  ]
}
