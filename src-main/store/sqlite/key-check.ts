/**
 * Whether a key opens a file, found out on a copy of the file's beginning. Opening the file itself with
 * a wrong key is not harmless: after a crash the newest commits are in the log beside it, and the last
 * connection to close writes that log into the file, whatever key it has.
 */
import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Connection } from './connection.ts'
import { isNoDatabase } from './failure.ts'

/** The largest page that SQLite has; the first one is what a key opens or does not. */
const BEGINNING_BYTES = 65_536

/** True also for a file that is still empty. Throws what the file system says. */
export function opensWith(file: string, key: string | undefined): boolean {
  const start = beginningOf(file)
  if (start.length === 0) return true
  const folder = mkdtempSync(join(tmpdir(), 'castellan-key-'))
  let connection: Connection | undefined
  try {
    const copy = join(folder, 'beginning.db')
    writeFileSync(copy, start, { mode: 0o600 })
    connection = new Connection(copy, key, undefined)
    connection.rows('PRAGMA schema_version')
    return true
  } catch (error) {
    // The rest of the file is missing here, so anything but this says that the first page was understood.
    return !isNoDatabase(error)
  } finally {
    connection?.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

function beginningOf(file: string): Buffer {
  const descriptor = openSync(file, 'r')
  try {
    const buffer = Buffer.alloc(BEGINNING_BYTES)
    return buffer.subarray(0, readSync(descriptor, buffer, 0, BEGINNING_BYTES, 0))
  } finally {
    closeSync(descriptor)
  }
}
