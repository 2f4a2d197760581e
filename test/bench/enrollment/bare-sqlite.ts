/** The writes of a sign-up with libsql alone: one transaction of prepared statements, nothing read. */
import libsql from 'libsql'
import type { Bare } from './bare.ts'
import { type Document, WRITTEN, type Writes } from './written.ts'

const HEAD = `json_set(doc, '$.version', "f_version" + 1, '$.updatedAt', ?, '$.sequence', ?, '$.hash', ?,
  '$.accessEpoch', ?, '$.lastEventId', ?, '$.eventSequence', ?, '$.touched', json(?))`

export function bareSqlite(file: string, key: string): Bare {
  const options: object = { encryptionKey: key, encryptionCipher: 'aes256cbc' }
  const db = new libsql(file, options)
  db.exec('PRAGMA synchronous = FULL; PRAGMA cache_size = -16384')
  const inserts = new Map(
    WRITTEN.map((name) => [
      name,
      db.prepare(`INSERT INTO "${name}" (org_id, id, doc, search_text) VALUES (?, ?, ?, ?)`),
    ]),
  )
  const moveHead = db.prepare(`UPDATE "heads" SET doc = ${HEAD} WHERE org_id = ? AND id = ?`)
  const rows = (sql: string, values: unknown[] = []): unknown[][] =>
    db.prepare(sql).raw().all(values) as unknown[][]
  const tables = rows(`SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%search_text%'`)

  return {
    async newest(collection, orgId, count) {
      const found = rows(
        `SELECT doc, search_text FROM "${collection}" WHERE org_id = ? ORDER BY json_extract(doc, '$.createdAt') DESC, id DESC LIMIT ?`,
        [orgId, count],
      )
      return found
        .map(([doc, searchText]): Document => ({ ...JSON.parse(String(doc)), searchText }))
        .reverse()
    },
    async counts() {
      return new Map(
        tables.map(([name]) => [String(name), Number(rows(`SELECT count(*) FROM "${name}"`)[0]?.[0])]),
      )
    },
    async write({ documents, orgId, head }: Writes) {
      db.exec('BEGIN IMMEDIATE')
      for (const name of WRITTEN)
        for (const { searchText, ...doc } of documents[name])
          inserts.get(name)?.run([doc.orgId, doc.id, JSON.stringify(doc), searchText ?? null])
      const { updatedAt, sequence, hash, accessEpoch, lastEventId, eventSequence, touched } = head
      const of = [updatedAt, sequence, hash, accessEpoch, lastEventId, eventSequence]
      const values = [...of, JSON.stringify(touched)]
      if (moveHead.run([...values, orgId, orgId]).changes !== 1) throw new Error('the head was not there')
      db.exec('COMMIT')
    },
    async close() {
      db.close()
    },
  }
}
