/** Opens a workspace file: the key first; the file is not touched before it is known to be right. */
import { randomBytes } from 'node:crypto'
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Adapter } from '../adapter.ts'
import { SqliteAdapter } from './adapter.ts'
import { Connection, type Trace } from './connection.ts'
import { toFailure, unavailable, WRONG_KEY } from './failure.ts'
import { opensWith } from './key-check.ts'
import { patiently } from './patience.ts'

export interface SqliteOptions {
  /** Path of the file, made if there is none, or `:memory:` for one that is gone when it is closed. */
  readonly file: string
  /** 32 random bytes as 64 hexadecimal digits; without it the file is not encrypted. */
  readonly key?: string
  /** Told of every statement and its values before it runs. */
  readonly trace?: Trace
}

/** FULL: a commit is on the disk before it is acknowledged. The pages kept in memory are decrypted ones. */
const READER_SETTINGS = 'PRAGMA cache_size = -65536'
const WRITER_SETTINGS = 'PRAGMA synchronous = FULL; PRAGMA cache_size = -16384'
const PASSING = 'PRAGMA synchronous = OFF'

/**
 * Opens or makes the file. Throws `UNAVAILABLE` when the key does not open it, leaving the file as it is,
 * and when it cannot be read or written.
 */
export async function openSqlite({ file, key, trace }: SqliteOptions): Promise<Adapter> {
  if (key !== undefined && !/^[0-9a-f]{64}$/i.test(key))
    throw unavailable('The key of a workspace file is 64 hexadecimal digits.')
  if (file !== ':memory:') return openFile(file, key?.toLowerCase(), trace, '', () => undefined)
  // A database in memory belongs to one connection, and two are needed; so it is a file with a key that nobody has.
  const folder = mkdtempSync(join(tmpdir(), 'castellan-'))
  const remove = (): void => rmSync(folder, { recursive: true, force: true })
  return openFile(join(folder, 'passing.db'), randomBytes(32).toString('hex'), trace, PASSING, remove)
}

async function openFile(
  file: string,
  key: string | undefined,
  trace: Trace | undefined,
  settings: string,
  closed: () => void,
): Promise<Adapter> {
  const open: Connection[] = []
  const connect = (): Connection => {
    const connection = new Connection(file, key, trace)
    open.push(connection)
    return connection
  }
  try {
    makeOwn(file)
    if (!(await fits(file, key))) throw unavailable(WRONG_KEY)
    const writer = connect()
    await patiently(() => writer.rows('PRAGMA journal_mode = WAL'))
    writer.exec(WRITER_SETTINGS)
    if (settings !== '') writer.exec(settings)
    const reader = connect()
    reader.exec(READER_SETTINGS)
    return new SqliteAdapter(reader, writer, closed)
  } catch (error) {
    for (const connection of open) connection.close()
    closed()
    throw toFailure(error)
  }
}

/** Asked again before it is denied: another process may just have been writing the page that was read. */
async function fits(file: string, key: string | undefined): Promise<boolean> {
  for (let attempt = 0; attempt < 3; attempt++) {
    if (opensWith(file, key)) return true
    await pause(20)
  }
  return false
}

/** A new file and its folder are their owner's alone; existing ones keep their permissions. */
function makeOwn(file: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    closeSync(openSync(file, 'a', 0o600))
  } catch {
    throw unavailable('The workspace file cannot be opened. Its folder must be writable.')
  }
}
