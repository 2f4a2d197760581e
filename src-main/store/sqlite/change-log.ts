/**
 * Which records changed, for those who watch, in this process and in others. A collection that anyone
 * ever watched has triggers that note its inserts and updates in the transaction itself; the others
 * pay nothing. The log keeps its newest entries; who comes later than that is told that it missed some.
 */
import type { CollectionSpec } from '../spec.ts'
import type { Connection } from './connection.ts'
import { type Table, tableOf } from './table.ts'
import { decodeText } from './text-code.ts'

const KEPT = 10_000

const LOG = `CREATE TABLE IF NOT EXISTS change_log (seq INTEGER PRIMARY KEY AUTOINCREMENT, collection TEXT NOT NULL, org_id TEXT NOT NULL, id TEXT NOT NULL)`

const triggerSql = (table: Table, operation: 'INSERT' | 'UPDATE'): string =>
  `CREATE TRIGGER IF NOT EXISTS ${triggerName(table, operation)} AFTER ${operation} ON ${table.name} BEGIN
     INSERT INTO change_log (collection, org_id, id) VALUES ('${table.spec.name}', NEW.org_id, NEW.id);
     DELETE FROM change_log WHERE seq <= last_insert_rowid() - ${KEPT};
   END`
const triggerName = (table: Table, operation: string): string =>
  `noted_${table.spec.name}_${operation.toLowerCase()}`

export function isNoted(connection: Connection, spec: CollectionSpec): boolean {
  const sql = `SELECT 1 FROM sqlite_master WHERE type = 'trigger' AND name = ?`
  return connection.rows(sql, [triggerName(tableOf(spec), 'UPDATE')]).length > 0
}

/** Must run inside of a transaction. */
export function noteChanges(connection: Connection, spec: CollectionSpec): void {
  const table = tableOf(spec)
  connection.exec(LOG)
  connection.exec(triggerSql(table, 'INSERT'))
  connection.exec(triggerSql(table, 'UPDATE'))
}

export const newestEntry = (connection: Connection): number =>
  Number(connection.rows(`SELECT coalesce(max(seq), 0) FROM change_log`)[0]?.[0])

export interface Entry {
  readonly seq: number
  readonly collection: string
  readonly orgId: string
  readonly id: string
}

/** What was noted after `seq`, oldest first. */
export const entriesAfter = (connection: Connection, seq: number): Entry[] =>
  connection
    .rows(`SELECT seq, collection, org_id, id FROM change_log WHERE seq > ? ORDER BY seq`, [seq])
    .map(([at, collection, orgId, id]) => ({
      seq: Number(at),
      collection: String(collection),
      orgId: decodeText(String(orgId)),
      id: decodeText(String(id)),
    }))
