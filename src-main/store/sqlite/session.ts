/** The port's functions as statements. Each gets the tenant by `withTenant`, or binds it as a column. */
import {
  type AdapterSession,
  type Change,
  DuplicateKey,
  type FindQuery,
  type Group,
  type GroupQuery,
  type OneTenant,
  type Stored,
  type Tenant,
} from '../adapter.ts'
import type { Predicate } from '../predicate.ts'
import type { CollectionSpec } from '../spec.ts'
import { afterOf, compile, orderOf, type Sql, withTenant } from './condition.ts'
import type { Connection, Row, Value } from './connection.ts'
import { columnOf, tableOf } from './schema.ts'

/** Told of each record that a statement inserted or updated. */
export type Wrote = (spec: CollectionSpec, orgId: string, ids: readonly string[]) => void
type OnConnection = <R>(work: (connection: Connection) => R) => Promise<R>

export class SqliteSession implements AdapterSession {
  readonly #read: OnConnection
  readonly #write: OnConnection
  readonly #wrote: Wrote
  constructor(read: OnConnection, write: OnConnection, wrote: Wrote) {
    this.#read = read
    this.#write = write
    this.#wrote = wrote
  }

  find(spec: CollectionSpec, tenant: Tenant, query: FindQuery): Promise<Stored[]> {
    const condition = compile(query.where, spec)
    const after = query.after && afterOf(query.sort, query.after)
    const both: Sql = after
      ? { sql: `(${condition.sql}) AND (${after.sql})`, params: [...condition.params, ...after.params] }
      : condition
    const where = withTenant(tenant, both)
    const sql = `SELECT org_id, id, version, doc FROM ${tableOf(spec)} WHERE ${where.sql} ORDER BY ${orderOf(query.sort)} LIMIT ?`
    return this.#read((c) =>
      c.all(sql, [...where.params, query.limit]).map((row) => toStored(row, query.fields)),
    )
  }

  get(spec: CollectionSpec, tenant: OneTenant, id: string): Promise<Stored | undefined> {
    const where = withTenant(tenant, { sql: 'id = ?', params: [id] })
    return this.#read(
      (c) =>
        c
          .all(`SELECT org_id, id, version, doc FROM ${tableOf(spec)} WHERE ${where.sql}`, where.params)
          .map((row) => toStored(row))[0],
    )
  }

  count(spec: CollectionSpec, tenant: Tenant, predicate: Predicate): Promise<number> {
    const where = withTenant(tenant, compile(predicate, spec))
    return this.#read((c) =>
      Number(
        c.all(`SELECT count(*) AS n FROM ${tableOf(spec)} WHERE ${where.sql}`, where.params)[0]?.['n'] ?? 0,
      ),
    )
  }

  group(spec: CollectionSpec, tenant: Tenant, { where: predicate, by, sum }: GroupQuery): Promise<Group[]> {
    const where = withTenant(tenant, compile(predicate, spec))
    const list = by !== undefined && spec.fields[by] === 'string[]'
    const value = by === undefined ? 'NULL' : list ? 'g.value' : columnOf(by)
    const from = list ? `${tableOf(spec)} JOIN json_each(doc, '$."${by}"') AS g` : tableOf(spec)
    const total = sum === undefined ? '0' : `coalesce(sum(${columnOf(sum)}), 0)`
    // `id` and `value` are columns of json_each too, hence the names of the tables.
    const scoped = list
      ? where.sql.replaceAll(/(?<![."\w])(id|org_id)(?= |\))/g, `${tableOf(spec)}.$1`)
      : where.sql
    const sql = `SELECT ${value} AS value, count(*) AS count, ${total} AS sum FROM ${from} WHERE ${scoped} GROUP BY 1`
    const boolean = by !== undefined && spec.fields[by] === 'boolean'
    return this.#read((c) =>
      c.all(sql, where.params).map((r) => ({
        value: boolean && r['value'] !== null ? r['value'] === 1 : (r['value'] ?? null),
        count: Number(r['count']),
        sum: Number(r['sum']),
      })),
    ).then((groups) =>
      by === undefined && groups.length === 0 ? [{ value: null, count: 0, sum: 0 }] : groups,
    )
  }

  insert(spec: CollectionSpec, tenant: OneTenant, records: readonly Stored[]): Promise<void> {
    const sql = `INSERT INTO ${tableOf(spec)} (org_id, id, version, doc) VALUES (?, ?, ?, ?)`
    return this.#write((c) => {
      atOnce(c, records.length, () => {
        for (const { id, orgId: _own, version, ...doc } of records)
          guardDuplicates(() => c.run(sql, [tenant.org, id, version, JSON.stringify(doc)]))
      })
      this.#wrote(
        spec,
        tenant.org,
        records.map((r) => r.id),
      )
    })
  }

  update(spec: CollectionSpec, tenant: OneTenant, changes: readonly Change[]): Promise<string[]> {
    return this.#write((c) => {
      const updated: string[] = []
      atOnce(c, changes.length, () => {
        for (const { id, version, set } of changes) {
          const same: Sql =
            version === undefined
              ? { sql: 'id = ?', params: [id] }
              : { sql: 'id = ? AND version = ?', params: [id, version] }
          if (change(c, spec, withTenant(tenant, same), set) > 0) updated.push(id)
        }
      })
      this.#wrote(spec, tenant.org, updated)
      return updated
    })
  }

  updateWhere(
    spec: CollectionSpec,
    tenant: OneTenant,
    predicate: Predicate,
    set: Change['set'],
  ): Promise<number> {
    const where = withTenant(tenant, compile(predicate, spec))
    return this.#write((c) => {
      const ids = c
        .all(`SELECT id FROM ${tableOf(spec)} WHERE ${where.sql}`, where.params)
        .map((r) => String(r['id']))
      const changed = change(c, spec, withTenant(tenant, compile({ in: ['id', ids] }, spec)), set)
      this.#wrote(spec, tenant.org, ids)
      return changed
    })
  }

  delete(spec: CollectionSpec, tenant: OneTenant, predicate: Predicate): Promise<number> {
    const where = withTenant(tenant, compile(predicate, spec))
    return this.#write((c) => c.run(`DELETE FROM ${tableOf(spec)} WHERE ${where.sql}`, where.params))
  }
}

function toStored(row: Row, fields?: readonly string[]): Stored {
  const doc = JSON.parse(String(row['doc'])) as { [field: string]: unknown }
  const kept = fields ? Object.fromEntries(fields.filter((f) => f in doc).map((f) => [f, doc[f]])) : doc
  kept['id'] = row['id']
  kept['orgId'] = row['org_id']
  kept['version'] = Number(row['version'])
  return kept as unknown as Stored
}

function change(c: Connection, spec: CollectionSpec, where: Sql, set: Change['set']): number {
  const entries = Object.entries(set)
  const paths = entries.map(([field]) => `'$."${requireField(field)}"', json(?)`)
  const values: Value[] = entries.map(([, value]) => JSON.stringify(value ?? null))
  const doc = paths.length > 0 ? `json_set(doc, ${paths.join(', ')})` : 'doc'
  const sql = `UPDATE ${tableOf(spec)} SET version = version + 1, doc = ${doc} WHERE ${where.sql}`
  return guardDuplicates(() => c.run(sql, [...values, ...where.params]))
}

/** Field names come from the schemas; one that could end a JSON path is a defect, not a query. */
function requireField(field: string): string {
  if (!/^\w+$/.test(field)) throw new TypeError(`Not a field name: ${field}`)
  return field
}

/** Several statements outside of a transaction are one all the same. */
function atOnce(c: Connection, statements: number, work: () => void): void {
  if (statements < 2) {
    work()
    return
  }
  c.exec('SAVEPOINT several')
  try {
    work()
  } catch (error) {
    c.exec('ROLLBACK TO several')
    c.exec('RELEASE several')
    throw error
  }
  c.exec('RELEASE several')
}

function guardDuplicates<R>(work: () => R): R {
  try {
    return work()
  } catch (error) {
    const message = error instanceof Error ? error.message : ''
    if (!/UNIQUE constraint failed/.test(message)) throw error
    const columns = [...message.matchAll(/\.(f_)?(\w+)/g)]
      .map((m) => m[2] ?? '')
      .filter((f) => f !== 'org_id')
    throw new DuplicateKey(columns.length > 0 ? columns : ['id'])
  }
}
