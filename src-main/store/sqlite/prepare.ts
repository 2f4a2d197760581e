/** Tables and indexes from the collections' declarations, brought up to date in one transaction. */
import type { CollectionSpec, IndexSpec } from '../spec.ts'
import type { Connection } from './connection.ts'
import { columnOf, isList, plainName, type Table, tableOf } from './table.ts'
import { encodeText } from './text-code.ts'

/** Must run inside of a transaction. What is there already stays; an index that is no longer declared goes. */
export function prepareTables(connection: Connection, specs: readonly CollectionSpec[]): void {
  for (const spec of specs) {
    const table = tableOf(spec)
    prepareColumns(connection, table)
    prepareIndexes(connection, table)
  }
}

function prepareColumns(connection: Connection, table: Table): void {
  const present = new Set(
    connection.rows(`SELECT name FROM pragma_table_xinfo(?)`, [table.spec.name]).map(([n]) => n),
  )
  // Each statement has the whole schema read anew: a new table is made with all its columns at once.
  if (present.size === 0) connection.exec(tableSql(table))
  else
    for (const [field, column] of table.columns)
      if (!present.has(column.replaceAll('"', '')))
        connection.exec(`ALTER TABLE ${table.name} ADD COLUMN ${generated(field, column)}`)
}

const generated = (field: string, column: string): string =>
  `${column} GENERATED ALWAYS AS (doc ->> '$.${field}') VIRTUAL`

function tableSql({ name, columns }: Table): string {
  const stored = ['org_id TEXT NOT NULL', 'id TEXT NOT NULL', 'doc TEXT NOT NULL', 'search_text TEXT']
  const derived = [...columns].filter(([field]) => field !== 'id').map((column) => generated(...column))
  const all = [...stored, ...derived, 'PRIMARY KEY (org_id, id)'].join(', ')
  return `CREATE TABLE ${name} (${all}) WITHOUT ROWID`
}

function prepareIndexes(connection: Connection, table: Table): void {
  // A list has no column to index; its elements are searched within the tenant.
  const indexes = table.spec.indexes.filter(({ fields }) => !fields.some((f) => isList(table, f)))
  const wanted = new Map(indexes.map((index) => indexSql(table, index)))
  const present = connection.rows(
    `SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL`,
    [table.spec.name],
  )
  for (const [name, sql] of present)
    if (wanted.get(String(name)) === sql) wanted.delete(String(name))
    else connection.exec(`DROP INDEX "${String(name)}"`)
  for (const sql of wanted.values()) connection.exec(sql)
}

/**
 * Led by the organization. One that is not unique ends with the id in the last field's direction, so
 * that a page is read from it in order, ties and all.
 */
function indexSql(table: Table, { fields, unique, where, across }: IndexSpec): [name: string, sql: string] {
  const parts = fields.map((field) => {
    const plain = field.replace(/^-/, '')
    return { plain, column: columnOf(table, plain), direction: field === plain ? '' : ' DESC' }
  })
  const columns = parts.map(({ column, direction }) => column + direction)
  if (!across) columns.unshift('org_id')
  if (!unique && !parts.some(({ column }) => column === 'id'))
    columns.push(`id${parts.at(-1)?.direction ?? ''}`)
  const only =
    where && ` WHERE ${columnOf(table, where[0])} = '${encodeText(where[1]).replaceAll("'", "''")}'`
  const name = [table.spec.name, ...fields.map((f) => f.replace('-', 'desc_')), unique ? 'unique' : 'list']
    .concat(where ? [plainName(where[0])] : [])
    .concat(across ? ['across'] : [])
    .join('_')
  return [
    name,
    `CREATE ${unique ? 'UNIQUE ' : ''}INDEX "${name}" ON ${table.name} (${columns.join(', ')})${only ?? ''}`,
  ]
}
