/** What the database says, in the port's words. */
import libsql from 'libsql'
import { CastellanError } from '../../../src-preload/contract/errors.ts'
import { DuplicateKey } from '../adapter.ts'

export const unavailable = (message: string): CastellanError<'UNAVAILABLE'> =>
  new CastellanError('UNAVAILABLE', message, { what: 'database' })

const codeOf = (error: unknown): string => (error instanceof libsql.SqliteError ? error.code : '')

/** Somebody else, in this process or another, holds the lock. */
export const isBusy = (error: unknown): boolean => /^SQLITE_(BUSY|LOCKED)/.test(codeOf(error))

/** The bytes make no sense: another key, or no database at all. */
export const isNoDatabase = (error: unknown): boolean => codeOf(error) === 'SQLITE_NOTADB'

export const WRONG_KEY =
  'The key does not open this workspace file, or it is no workspace file. It was left as it is.'

const SENTENCES: readonly (readonly [code: string, sentence: string])[] = [
  ['SQLITE_BUSY', 'Another program keeps the workspace file locked. Close it there, or try again.'],
  ['SQLITE_LOCKED', 'Another program keeps the workspace file locked. Close it there, or try again.'],
  ['SQLITE_FULL', 'The disk that holds the workspace file is full. Nothing was changed.'],
  ['SQLITE_NOTADB', WRONG_KEY],
  ['SQLITE_CANTOPEN', 'The workspace file cannot be opened. Its folder must exist and be writable.'],
  ['SQLITE_READONLY', 'The workspace file cannot be written. Check its permissions.'],
  ['SQLITE_IOERR', 'The workspace file could not be read or written. Check the disk.'],
  ['SQLITE_CORRUPT', 'The workspace file is damaged. Restore it from a backup.'],
]

/** `UNAVAILABLE` with a sentence for what the machine or another program did; anything else as it is. */
export function toFailure(error: unknown): unknown {
  const code = codeOf(error)
  const known = SENTENCES.find(([start]) => code.startsWith(start))
  return known ? unavailable(known[1]) : error
}

/** The refusal of a unique index with that index's fields: SQLite names the columns, `table.column` each. */
export function duplicateOf(error: unknown): DuplicateKey | undefined {
  if (!/^SQLITE_CONSTRAINT_(UNIQUE|PRIMARYKEY)$/.test(codeOf(error)) || !(error instanceof Error))
    return undefined
  const columns = error.message.split(': ')[1]?.split(', ') ?? []
  const fields = columns.map((c) => (c.split('.')[1] ?? '').replace(/^f_/, '')).filter((c) => c !== 'org_id')
  return new DuplicateKey(fields)
}
