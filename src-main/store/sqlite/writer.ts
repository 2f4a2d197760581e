/** The one writing connection of a process: who writes has it alone until the commit or the rollback. */
import { AsyncLocalStorage } from 'node:async_hooks'
import type { Connection } from './connection.ts'
import { unavailable } from './failure.ts'
import { patiently } from './patience.ts'

/** One transaction. After its first failure nothing of it can be committed; after its end nothing can be added. */
export class Part {
  failure: unknown
  over = false

  /** Runs one statement of the transaction. */
  step<R>(work: () => R): R {
    if (this.failure !== undefined) throw this.failure
    if (this.over) throw new Error('This transaction is over.')
    try {
      return work()
    } catch (error) {
      // A refused argument never reached the database; the transaction goes on after it.
      if (!(error instanceof TypeError)) this.failure = error
      throw error
    }
  }
}

export class Writer {
  readonly #connection: Connection
  readonly #committed: () => void
  readonly #within = new AsyncLocalStorage<Part>()
  #last: Promise<unknown> = Promise.resolve()
  #closed = false

  /** `committed` is called after each commit, before the one who asked for it hears of it. */
  constructor(connection: Connection, committed: () => void) {
    this.#connection = connection
    this.#committed = committed
  }

  /** One statement that is a transaction by itself. */
  single<R>(statement: (connection: Connection) => R): Promise<R> {
    return this.#alone(() => {
      const committed = (result: R): R => {
        this.#committed()
        return result
      }
      const result = patiently(() => statement(this.#connection))
      return result instanceof Promise ? result.then(committed) : committed(result)
    })
  }

  /** All that `work` does or nothing of it. */
  transaction<R>(work: (part: Part, connection: Connection) => Promise<R> | R): Promise<R> {
    return this.#alone(async () => {
      const part = new Part()
      await patiently(() => this.#connection.exec('BEGIN IMMEDIATE'))
      try {
        const result = await this.#within.run(part, () => work(part, this.#connection))
        // Work may have caught what the database said; nothing of it is kept all the same.
        if (part.failure !== undefined) throw part.failure
        part.over = true
        await patiently(() => this.#connection.exec('COMMIT'))
        this.#committed()
        return result
      } finally {
        part.over = true
        // True only where there was no commit.
        if (this.#connection.inTransaction) this.#connection.exec('ROLLBACK')
      }
    })
  }

  /** Waits for the work under way, then refuses all further. */
  async close(): Promise<void> {
    this.#closed = true
    await this.#last
    this.#connection.close()
  }

  #alone<R>(work: () => Promise<R> | R): Promise<R> {
    if (this.#closed) throw unavailable('The workspace is closed.')
    const part = this.#within.getStore()
    if (part && !part.over)
      throw new Error('Written beside a transaction from inside of it: it would wait for its own end.')
    const result = this.#last.then(work)
    this.#last = result.catch(() => undefined)
    return result
  }
}
