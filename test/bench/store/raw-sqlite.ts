/** The same work with libsql alone: statements by hand, prepared once, the organization in each. */
import { randomUUID } from 'node:crypto'
import libsql from 'libsql'
import { type Contestant, PAGE } from './contestant.ts'
import { documentId, draft, KIND, nameOf, orgId } from './sample.ts'

export interface RawSqlite extends Contestant {
  close(): void
}

export function rawSqlite(file: string, key: string): RawSqlite {
  const options: object = { encryptionKey: key, encryptionCipher: 'aes256cbc' }
  const [reader, writer] = [new libsql(file, options), new libsql(file, options)]
  reader.exec('PRAGMA cache_size = -65536')
  writer.exec('PRAGMA synchronous = FULL; PRAGMA cache_size = -16384')
  const list = reader.prepare(
    `SELECT doc FROM "resources" WHERE org_id = ? AND "f_kind" = ? ORDER BY "f_name", id LIMIT ?`,
  )
  const get = reader.prepare(`SELECT doc FROM "resources" WHERE org_id = ? AND id = ?`)
  const insert = writer.prepare(`INSERT INTO "resources" (org_id, id, doc, search_text) VALUES (?, ?, ?, ?)`)
  const update = writer.prepare(
    `UPDATE "resources" SET doc = json_set(doc, '$.version', "f_version" + 1, '$.updatedAt', ?, '$.description', ?), search_text = ? WHERE org_id = ? AND id = ? AND "f_version" = ?`,
  )
  for (const statement of [list, get]) statement.raw()
  // Read to the end: a statement that is not keeps its snapshot, and the next one sees old data.
  const documents = (statement: typeof list, values: unknown[]) =>
    statement.all(values).map((row) => JSON.parse(String((row as unknown[])[0])))
  return {
    list: async (org) => documents(list, [orgId(org), KIND, PAGE + 1]).slice(0, PAGE).length,
    get: async (org, number) => documents(get, [orgId(org), documentId(org, number)])[0],
    async insert(org, number) {
      const at = new Date().toISOString()
      const fields = draft(number)
      const searchText = `${fields.name}\n${fields.description}`.toLowerCase()
      const own = { id: randomUUID(), orgId: orgId(org), version: 1, createdAt: at, updatedAt: at }
      insert.run([own.orgId, own.id, JSON.stringify({ ...fields, ...own }), searchText])
    },
    async update(org, read, number) {
      const description = `Changed ${number}`
      const text = `${nameOf(number)}\n${description}`.toLowerCase()
      const values = [new Date().toISOString(), description, text, orgId(org), documentId(org, number)]
      if (update.run([...values, read.version]).changes !== 1) throw new Error('the record was not there')
    },
    close() {
      reader.close()
      writer.close()
    },
  }
}
