/** A collection as a table: its names and columns, worked out once. */
import type { CollectionSpec } from '../spec.ts'
import { BY_ID } from './tenant.ts'

const NAME = /^[A-Za-z_]\w*$/

/** Throws a `TypeError` for what could not stand in a statement or a JSON path as it is. */
export function plainName(name: string): string {
  if (!NAME.test(name)) throw new TypeError('Not the name of a field or collection.')
  return name
}

export interface Table {
  readonly spec: CollectionSpec
  readonly name: string
  /** Field → column. `id` is a column of its own; the others are generated from the document. */
  readonly columns: ReadonlyMap<string, string>
  /** The statement that reads one record. */
  readonly get: string
}

const tables = new WeakMap<CollectionSpec, Table>()

export function tableOf(spec: CollectionSpec): Table {
  const known = tables.get(spec)
  if (known) return known
  const columns = new Map<string, string>()
  for (const [field, type] of Object.entries(spec.fields))
    if (type !== 'string[]') columns.set(field, field === 'id' ? 'id' : `"f_${plainName(field)}"`)
  const name = `"${plainName(spec.name)}"`
  const table = { spec, name, columns, get: `SELECT doc FROM ${name} ${BY_ID}` }
  tables.set(spec, table)
  return table
}

/** The column of a scalar field. Throws a `TypeError` for fields that the collection does not declare. */
export function columnOf(table: Table, field: string): string {
  const column = table.columns.get(field)
  if (column === undefined) throw new TypeError(`${table.spec.name} declares no such scalar field.`)
  return column
}

export const isList = (table: Table, field: string): boolean =>
  Object.hasOwn(table.spec.fields, field) && table.spec.fields[field] === 'string[]'

/** A list field's elements as a table; none where the field is absent. `records` is the table with the documents. */
export const elementsOf = (records: string, field: string): string =>
  `json_each(${records}.doc, '$.${plainName(field)}')`
