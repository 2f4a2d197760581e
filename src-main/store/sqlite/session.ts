/** What the port's sessions do, in statements. Each takes its condition from `withTenant`. */
import type {
  AdapterSession,
  Change,
  FindQuery,
  Group,
  GroupQuery,
  OneTenant,
  Stored,
  Tenant,
} from '../adapter.ts'
import { eq, type Predicate } from '../predicate.ts'
import type { CollectionSpec } from '../spec.ts'
import { SEARCH_TEXT } from '../stored.ts'
import { changedColumns, searchColumn } from './change.ts'
import { conditionOf } from './condition.ts'
import type { Connection } from './connection.ts'
import { orderOf, stretchesOf } from './page.ts'
import { columnOf, elementsOf, isList, plainName, type Table, tableOf } from './table.ts'
import { AS_READ, asRead, byId, organizationOf, stampTenant, withTenant } from './tenant.ts'
import { type Bound, decodeJson, decodeText, encodeJson, encodeText } from './text-code.ts'

/** Where statements run: on the reading and writing connections, or in a transaction on the latter. */
export interface Runner {
  /** Whatever `work` throws is a rejection. */
  read<R>(work: (connection: Connection) => R): Promise<R>
  /** One statement. */
  write<R>(work: (connection: Connection) => R): Promise<R>
  /** Several statements: all or none. */
  writeAll<R>(work: (connection: Connection) => R): Promise<R>
}

const toStored = (row: readonly Bound[]): Stored => decodeJson(String(row[0])) as Stored

export class SqliteSession implements AdapterSession {
  readonly #runner: Runner
  constructor(runner: Runner) {
    this.#runner = runner
  }

  find(spec: CollectionSpec, tenant: Tenant, query: FindQuery): Promise<Stored[]> {
    return this.#runner.read((connection) => {
      const table = tableOf(spec)
      const order = orderOf(table, query)
      const found: Stored[] = []
      // Passed over are records of the only stretch: without a beginning there is one.
      const skip = query.after ? 0 : (query.skip ?? 0)
      for (const stretch of stretchesOf(table, query)) {
        if (!(query.limit > found.length)) break
        const params: Bound[] = []
        const condition = withTenant(
          tenant,
          params,
          (p) => `${stretch(p)} AND (${conditionOf(table, query.where, p)})`,
        )
        params.push(query.limit - found.length)
        if (skip > 0) params.push(skip)
        const page = skip > 0 ? 'LIMIT ? OFFSET ?' : 'LIMIT ?'
        const sql = `SELECT doc FROM ${table.name} ${condition} ${order} ${page}`
        for (const row of connection.rows(sql, params)) found.push(toStored(row))
      }
      const { fields } = query
      return fields ? found.map((record) => picked(record, fields)) : found
    })
  }

  get(spec: CollectionSpec, tenant: OneTenant, id: string): Promise<Stored | undefined> {
    return this.#runner.read((connection) => {
      const [row] = connection.rows(tableOf(spec).get, byId(tenant, id))
      return row && toStored(row)
    })
  }

  count(spec: CollectionSpec, tenant: Tenant, where: Predicate): Promise<number> {
    return this.#runner.read((connection) => {
      const table = tableOf(spec)
      const params: Bound[] = []
      const condition = withTenant(tenant, params, (p) => conditionOf(table, where, p))
      const [row] = connection.rows(`SELECT count(*) AS n FROM ${table.name} ${condition}`, params)
      return Number(row?.[0])
    })
  }

  group(spec: CollectionSpec, tenant: Tenant, { by, sum, where }: GroupQuery): Promise<Group[]> {
    return this.#runner.read((connection) => {
      const table = tableOf(spec)
      const params: Bound[] = []
      const condition = withTenant(tenant, params, (p) => conditionOf(table, where, p))
      const sql =
        by === undefined
          ? `SELECT NULL AS value, count(*) AS count, ${totalOf(table, sum)} FROM ${table.name} ${condition}`
          : groupedBy(table, by, sum, condition)
      const truth = by !== undefined && spec.fields[by] === 'boolean'
      return connection.rows(sql, params).map(([value = null, count, total]) => ({
        value: typeof value === 'string' ? decodeText(value) : truth && value !== null ? value === 1 : value,
        count: Number(count),
        sum: Number(total),
      }))
    })
  }

  async insert(spec: CollectionSpec, tenant: OneTenant, records: readonly Stored[]): Promise<void> {
    const table = tableOf(spec)
    organizationOf(tenant)
    const sql = `INSERT INTO ${table.name} (org_id, id, doc, search_text) VALUES (?, ?, ?, ?)`
    const rows = records.map((record) => {
      const doc = encodeJson({ ...record, [SEARCH_TEXT]: undefined })
      return [stampTenant(tenant, record), encodeText(record.id), doc, searchColumn(record[SEARCH_TEXT])]
    })
    await this.#writeEach(rows, (connection, row) => connection.run(sql, row))
  }

  async update(spec: CollectionSpec, tenant: OneTenant, changes: readonly Change[]): Promise<string[]> {
    const table = tableOf(spec)
    organizationOf(tenant)
    const statements = changes.map((change) => changeOf(table, tenant, change))
    const counts = await this.#writeEach(statements, (connection, { sql, params }) =>
      connection.run(sql, params),
    )
    return changes.filter((_, i) => counts[i] === 1).map((change) => change.id)
  }

  async updateWhere(
    spec: CollectionSpec,
    tenant: OneTenant,
    where: Predicate,
    set: Change['set'],
  ): Promise<number> {
    organizationOf(tenant)
    const params: Bound[] = []
    const sql = updateSql(tableOf(spec), tenant, where, set, params)
    return this.#runner.write((connection) => connection.run(sql, params))
  }

  async delete(spec: CollectionSpec, tenant: OneTenant, where: Predicate): Promise<number> {
    const table = tableOf(spec)
    organizationOf(tenant)
    const params: Bound[] = []
    const condition = withTenant(tenant, params, (p) => conditionOf(table, where, p))
    return this.#runner.write((connection) =>
      connection.run(`DELETE FROM ${table.name} ${condition}`, params),
    )
  }

  async #writeEach<T>(
    items: readonly T[],
    one: (connection: Connection, item: T) => number,
  ): Promise<number[]> {
    if (items.length === 0) return []
    const work = (connection: Connection): number[] => items.map((item) => one(connection, item))
    return items.length === 1 ? this.#runner.write(work) : this.#runner.writeAll(work)
  }
}

interface Statement {
  readonly sql: string
  readonly params: Bound[]
}

function changeOf(table: Table, tenant: OneTenant, { id, version, set }: Change): Statement {
  const params: Bound[] = []
  if (version === undefined) return { sql: updateSql(table, tenant, eq('id', id), set, params), params }
  const sql = `UPDATE ${table.name} SET ${changedColumns(set, params)} ${AS_READ}`
  params.push(...asRead(tenant, id, version))
  return { sql, params }
}

function updateSql(
  table: Table,
  tenant: OneTenant,
  where: Predicate,
  set: Change['set'],
  params: Bound[],
): string {
  const changed = changedColumns(set, params)
  const condition = withTenant(tenant, params, (p) => conditionOf(table, where, p))
  return `UPDATE ${table.name} SET ${changed} ${condition}`
}

const totalOf = (table: Table, sum: string | undefined): string =>
  `${sum === undefined ? '0' : `total(${columnOf(table, sum)})`} AS sum`

function groupedBy(table: Table, by: string, sum: string | undefined, condition: string): string {
  if (!isList(table, by)) {
    const value = `${columnOf(table, by)} AS value`
    return `SELECT ${value}, count(*) AS count, ${totalOf(table, sum)} FROM ${table.name} ${condition} GROUP BY 1 ORDER BY 1`
  }
  // The records come first: an element has columns of its own that the condition must not meet.
  const amount = sum === undefined ? '0' : columnOf(table, sum)
  const records = `(SELECT doc, ${amount} AS amount FROM ${table.name} ${condition}) AS r`
  const elements = `${elementsOf('r', by)} AS e WHERE e.type = 'text'`
  return `SELECT e.value AS value, count(*) AS count, total(r.amount) AS sum FROM ${records}, ${elements} GROUP BY 1 ORDER BY 1`
}

function picked(record: Stored, fields: readonly string[]): Stored {
  const few: Record<string, unknown> = {}
  for (const field of new Set(['id', 'version', ...fields.map(plainName)]))
    if (Object.hasOwn(record, field)) few[field] = record[field]
  return few as Stored
}
