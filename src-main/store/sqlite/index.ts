/**
 * The embedded store of the local workspace: libsql, encrypted at rest. The rule it keeps: what it
 * acknowledged survives a kill, and readers never see half of a transaction.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Adapter, AdapterSession } from '../adapter.ts'
import type { CollectionSpec } from '../spec.ts'
import { Connection, type Trace } from './connection.ts'
import { Mutex } from './mutex.ts'
import { createStatements } from './schema.ts'
import { SqliteSession } from './session.ts'
import { Watches } from './watches.ts'

export interface SqliteOptions {
  /** Path of the file; `:memory:` for one that goes when it is closed. */
  readonly file: string
  /** 64 hex digits: AES-256 key. Absent: not encrypted (tests and benches). */
  readonly key?: string
  /** Sees every statement with its values; for the isolation suite. */
  readonly trace?: Trace
}

export async function openSqlite({ file, key, trace }: SqliteOptions): Promise<Adapter> {
  const temporary = file === ':memory:' ? mkdtempSync(join(tmpdir(), 'castellan-')) : undefined
  const path = temporary ? join(temporary, 'store.db') : file
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const writer = new Connection(path, key, trace)
  const reader = new Connection(path, key, trace)
  const mutex = new Mutex()
  const watches = new Watches(reader)

  const read = async <R>(work: (c: Connection) => R): Promise<R> => work(reader)
  const write = <R>(work: (c: Connection) => R): Promise<R> => mutex.run(async () => work(writer))
  const direct = new SqliteSession(read, write, (spec, orgId, ids) =>
    watches.committed([{ spec, orgId, ids }]),
  )

  const transaction: Adapter['transaction'] = (work) =>
    mutex.run(async () => {
      const written: { spec: CollectionSpec; orgId: string; ids: readonly string[] }[] = []
      const inside = async <R>(step: (c: Connection) => R): Promise<R> => step(writer)
      const session: AdapterSession = new SqliteSession(inside, inside, (spec, orgId, ids) =>
        written.push({ spec, orgId, ids }),
      )
      writer.exec('BEGIN IMMEDIATE')
      let result: Awaited<ReturnType<typeof work>>
      try {
        result = await work(session)
        writer.exec('COMMIT')
      } catch (error) {
        writer.exec('ROLLBACK')
        throw error
      }
      watches.committed(written)
      return result
    })

  return {
    kind: 'sqlite',
    prepare: (specs) =>
      mutex.run(async () => {
        for (const spec of specs) {
          const existing = new Set(
            writer
              .all(`SELECT name FROM pragma_table_xinfo('${spec.name}')`, [])
              .map((r) => String(r['name'])),
          )
          for (const sql of createStatements(spec, existing)) writer.exec(sql)
        }
      }),
    direct: () => direct,
    transaction,
    watch: async (spec, changed, _lost) => watches.add(spec, changed),
    ping: async () => {
      const start = performance.now()
      const version = String(reader.all('SELECT sqlite_version() AS v', [])[0]?.['v'])
      return {
        server: `SQLite ${version} (embedded${key === undefined ? '' : ', encrypted'})`,
        milliseconds: performance.now() - start,
      }
    },
    close: () =>
      mutex.run(async () => {
        watches.stop()
        reader.close()
        writer.close()
        if (temporary) rmSync(temporary, { recursive: true, force: true })
      }),
  }
}
