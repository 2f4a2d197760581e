/** The port over one file: a connection that writes, and one that reads and so never sees what is not committed. */
import type { Adapter, AdapterSession, Changed } from '../adapter.ts'
import type { CollectionSpec } from '../spec.ts'
import { isNoted, noteChanges } from './change-log.ts'
import type { Connection } from './connection.ts'
import { duplicateOf, isBusy, toFailure, unavailable } from './failure.ts'
import { patiently } from './patience.ts'
import { prepareTables } from './prepare.ts'
import { type Runner, SqliteSession } from './session.ts'
import { Watching } from './watching.ts'
import { type Part, Writer } from './writer.ts'

/** Duplicate keys as the port has them; what the machine did as `UNAVAILABLE`. */
async function translated<R>(work: () => Promise<R>): Promise<R> {
  try {
    return await work()
  } catch (error) {
    throw duplicateOf(error) ?? toFailure(error)
  }
}

export class SqliteAdapter implements Adapter {
  readonly kind = 'sqlite'
  readonly #reader: Connection
  readonly #writer: Writer
  readonly #watching: Watching
  readonly #direct: AdapterSession
  readonly #closed: () => void
  #isClosed = false

  constructor(reader: Connection, writer: Connection, closed: () => void) {
    this.#reader = reader
    this.#watching = new Watching(reader)
    this.#writer = new Writer(writer, () => this.#watching.look())
    this.#direct = new SqliteSession(this.#directRunner())
    this.#closed = closed
  }

  prepare(specs: readonly CollectionSpec[]): Promise<void> {
    return translated(() =>
      this.#writer.transaction((part, connection) => part.step(() => prepareTables(connection, specs))),
    )
  }

  direct(): AdapterSession {
    return this.#direct
  }

  transaction<R>(work: (session: AdapterSession) => Promise<R>): Promise<R> {
    return translated(() =>
      this.#writer.transaction((part, connection) => work(new SqliteSession(partRunner(part, connection)))),
    )
  }

  watch(spec: CollectionSpec, changed: Changed, lost: () => void): Promise<() => Promise<void>> {
    return translated(async () => {
      if (!(await this.#read((reader) => isNoted(reader, spec))))
        await this.#writer.transaction((part, connection) => part.step(() => noteChanges(connection, spec)))
      const stop = await this.#read(() => this.#watching.add(spec, changed, lost))
      return async () => stop()
    })
  }

  ping(): Promise<{ readonly server: string; readonly milliseconds: number }> {
    return translated(async () => {
      const start = performance.now()
      const [row] = await this.#read((reader) => reader.rows('SELECT sqlite_version() AS v'))
      return { server: `SQLite ${String(row?.[0])}`, milliseconds: performance.now() - start }
    })
  }

  /** Waits for the writes under way. */
  async close(): Promise<void> {
    if (this.#isClosed) return
    this.#isClosed = true
    this.#watching.stop()
    await this.#writer.close()
    this.#reader.close()
    this.#closed()
  }

  async #read<R>(work: (connection: Connection) => R): Promise<R> {
    if (this.#isClosed) throw unavailable('The workspace is closed.')
    return patiently(() => work(this.#reader))
  }

  /** Nearly every read succeeds at once; the way through `translated` and `patiently` costs as much as the read. */
  #readAtOnce<R>(work: (connection: Connection) => R): Promise<R> {
    try {
      if (!this.#isClosed) return Promise.resolve(work(this.#reader))
    } catch (error) {
      if (!isBusy(error)) return Promise.reject(duplicateOf(error) ?? toFailure(error))
    }
    return translated(() => this.#read(work))
  }

  #directRunner(): Runner {
    return {
      read: (work) => this.#readAtOnce(work),
      write: (work) => translated(() => this.#writer.single(work)),
      writeAll: (work) =>
        translated(() => this.#writer.transaction((part, connection) => part.step(() => work(connection)))),
    }
  }
}

/** Inside of a transaction everything is on the writing connection, which no one else has meanwhile. */
function partRunner(part: Part, connection: Connection): Runner {
  const step = <R>(work: (connection: Connection) => R): Promise<R> =>
    translated(async () => part.step(() => work(connection)))
  return { read: step, write: step, writeAll: step }
}
