/** One connection to the encrypted file: prepared statements kept, rows without the driver's own additions. */
import Database from 'libsql'
import { CastellanError } from '../../../src-preload/contract/errors.ts'

export type Value = string | number | null
export interface Row {
  readonly [column: string]: string | number | null
}
export type Trace = (sql: string, params: readonly Value[]) => void

const BUSY_MS = 10_000

export class Connection {
  readonly #db: Database.Database
  readonly #statements = new Map<string, Database.Statement>()
  readonly #trace: Trace | undefined

  /** `key`: 64 hex digits, AES-256 at rest; without it the file is plain. Throws `UNAVAILABLE` on a wrong key. */
  constructor(file: string, key: string | undefined, trace?: Trace) {
    this.#trace = trace
    const options = key === undefined ? {} : { encryptionCipher: 'aes256cbc', encryptionKey: key }
    this.#db = new Database(file, options as Database.Options)
    try {
      this.#db.exec(`PRAGMA busy_timeout = ${BUSY_MS}`)
      // WAL lets readers go on beside the writer; FULL syncs it at every commit, so that what was acknowledged stays.
      this.#db.exec('PRAGMA journal_mode = WAL')
      this.#db.exec('PRAGMA synchronous = FULL')
      this.#db.prepare('SELECT count(*) FROM sqlite_schema').all()
    } catch {
      this.#db.close()
      throw new CastellanError(
        'UNAVAILABLE',
        'The local workspace cannot be opened: its file is damaged or its key is another one.',
        {
          what: 'local workspace',
        },
      )
    }
  }

  exec(sql: string): void {
    this.#trace?.(sql, [])
    this.#db.exec(sql)
  }
  all(sql: string, params: readonly Value[]): Row[] {
    this.#trace?.(sql, params)
    return this.#prepared(sql).all(...params) as Row[]
  }
  /** Answers how many rows were changed. */
  run(sql: string, params: readonly Value[]): number {
    this.#trace?.(sql, params)
    return this.#prepared(sql).run(...params).changes
  }
  close(): void {
    this.#db.close()
  }

  #prepared(sql: string): Database.Statement {
    const known = this.#statements.get(sql)
    if (known) return known
    // Statements differ by shape only, never by value; still, a bound keeps odd callers from filling memory.
    if (this.#statements.size > 500) this.#statements.clear()
    const made = this.#db.prepare(sql)
    this.#statements.set(sql, made)
    return made
  }
}
