/** One connection: statements prepared once, rows without the driver's own additions, every statement traced. */
import libsql from 'libsql'
import type { Bound } from './text-code.ts'

export type Trace = (sql: string, params: readonly Bound[]) => void
export type Row = readonly Bound[]

const STATEMENTS_KEPT = 400

export class Connection {
  readonly #db: libsql.Database
  readonly #statements = new Map<string, libsql.Statement<unknown[]>>()
  readonly #trace: Trace | undefined
  #open = true

  /** A lock that is held elsewhere is answered at once: waiting is for the caller, who does not block the thread. */
  constructor(file: string, key: string | undefined, trace: Trace | undefined) {
    const options = key === undefined ? {} : { encryptionKey: key, encryptionCipher: 'aes256cbc' }
    this.#db = new libsql(file, { ...options, timeout: 0 })
    this.#trace = trace
  }

  /** All rows. A statement that is not read to its end would keep its snapshot, so there is no way to read but one. */
  rows(sql: string, params: readonly Bound[] = []): readonly Row[] {
    this.#trace?.(sql, params)
    return this.#statement(sql, true).all(params) as Row[]
  }

  /** Answers how many rows were changed. */
  run(sql: string, params: readonly Bound[]): number {
    this.#trace?.(sql, params)
    return this.#statement(sql, false).run(params).changes
  }

  /** For statements without values, which may be several. */
  exec(sql: string): void {
    this.#trace?.(sql, [])
    this.#db.exec(sql)
  }

  get inTransaction(): boolean {
    return this.#open && this.#db.inTransaction
  }

  close(): void {
    if (!this.#open) return
    this.#open = false
    this.#statements.clear()
    this.#db.close()
  }

  #statement(sql: string, reads: boolean): libsql.Statement<unknown[]> {
    const known = this.#statements.get(sql)
    if (known) return known
    const statement = this.#db.prepare(sql)
    if (reads) statement.raw()
    const [oldest] = this.#statements.keys()
    if (this.#statements.size >= STATEMENTS_KEPT && oldest !== undefined) this.#statements.delete(oldest)
    this.#statements.set(sql, statement)
    return statement
  }
}
