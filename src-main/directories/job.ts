/** An import under way: batch after batch in the background, whoever watches. */
import { EventEmitter, once } from 'node:events'
import { setImmediate as pause } from 'node:timers/promises'
import { CastellanError } from '../../src-preload/contract/errors.ts'
import type { ImportProgress } from '../../src-preload/contract/imports.ts'
import type { Transaction, Work } from '../work/index.ts'
import { writeBatch } from './batch.ts'
import { candidatesOf } from './candidates.ts'
import { BATCH_ROWS } from './known.ts'
import type { Plan } from './plan.ts'
import type { Refused } from './report.ts'
import type { Table } from './table.ts'

/** Where a defect of ours goes; answers the sentence that a person is told. */
export type Defect = (error: unknown) => string

/** How often a batch is tried again after somebody else changed the same people in the same moment. */
const TRIES = 3
const RETRIED: ReadonlySet<string> = new Set(['CONFLICT', 'VERSION_CONFLICT'])

export class ImportJob {
  readonly refused: Refused[] = []
  readonly plan: Plan
  readonly startedAt: string
  readonly #importId: string
  readonly #fileName: string
  readonly #table: Table
  readonly #changes = new EventEmitter()
  #progress: ImportProgress
  #cancelled = false
  #ended: Promise<void> = Promise.resolve()

  constructor(importId: string, fileName: string, table: Table, plan: Plan, now: Date) {
    this.#changes.setMaxListeners(50)
    this.plan = plan
    this.startedAt = now.toISOString()
    this.#importId = importId
    this.#fileName = fileName
    this.#table = table
    const total = table.rows.length
    const none = { done: 0, total, added: 0, updated: 0, unchanged: 0, refused: 0 }
    this.#progress = { ...none, state: 'running', because: '' }
  }

  get progress(): ImportProgress {
    return this.#progress
  }

  /** Settles when the run has ended and its closing record is written; never rejects. */
  get ended(): Promise<void> {
    return this.#ended
  }

  /** Stops before the next batch; what is written stays. */
  cancel(): void {
    this.#cancelled = true
  }

  /** Where it stands, and each change from now on, the last first when they come faster than they are read. */
  async *watch(signal: AbortSignal): AsyncGenerator<ImportProgress> {
    let told: ImportProgress | undefined
    while (!signal.aborted) {
      if (told === this.#progress) {
        if (told.state !== 'running') return
        await once(this.#changes, 'changed', { signal }).catch(() => undefined)
      } else {
        told = this.#progress
        yield told
      }
    }
  }

  /** Writes all rows. Never throws: how it ended is in `progress`. */
  run(transaction: Transaction, defect: Defect): Promise<void> {
    this.#ended = this.#run(transaction, defect)
    return this.#ended
  }

  async #run(transaction: Transaction, defect: Defect): Promise<void> {
    try {
      const candidates = await candidatesOf(this.#table, this.plan)
      for (let from = 0; from < candidates.length && !this.#cancelled; from += BATCH_ROWS) {
        // The embedded store answers within a turn of the event loop; everybody else has to have one too.
        await pause()
        const rows = candidates.slice(from, from + BATCH_ROWS)
        const written = await persistently(() =>
          transaction((work) => writeBatch(work, this.#fileName, this.plan, rows)),
        )
        this.refused.push(...written.refused)
        const { done, added, updated, unchanged, refused } = this.#progress
        this.#tell({
          done: done + rows.length,
          added: added + written.added,
          updated: updated + written.updated,
          unchanged: unchanged + written.unchanged,
          refused: refused + written.refused.length,
        })
      }
      const ended = this.#progress.done < candidates.length ? 'cancelled' : 'finished'
      await transaction(async (work) => this.#record(work, ended))
      this.#tell({ state: ended })
    } catch (error) {
      if (error instanceof CastellanError) {
        const { message: because, code, data } = error
        this.#tell({ state: 'failed', because, failure: { code, data } })
      } else this.#tell({ state: 'failed', because: defect(error) })
    }
  }

  /** The closing record: it also tells of a run that changed nothing. */
  #record(work: Work, ended: 'finished' | 'cancelled'): void {
    const { done, total, added, updated, unchanged, refused } = this.#progress
    work.record({
      resourceType: 'member',
      resourceId: null,
      summary: `Import of ${this.#fileName} ${ended}: ${done} of ${total} rows, ${added} added, ${updated} updated, ${unchanged} unchanged, ${refused} refused`,
      after: { ended, done, total, added, updated, unchanged, refused },
    })
    const id = this.#importId
    work.emit('import.finished', id, { id, added, changed: updated, refused })
  }

  #tell(change: Partial<ImportProgress>): void {
    this.#progress = { ...this.#progress, ...change }
    this.#changes.emit('changed')
  }
}

async function persistently<R>(step: () => Promise<R>): Promise<R> {
  for (let tried = 1; ; tried += 1)
    try {
      return await step()
    } catch (error) {
      const again = error instanceof CastellanError && RETRIED.has(error.code) && tried < TRIES
      if (!again) throw error
    }
}
