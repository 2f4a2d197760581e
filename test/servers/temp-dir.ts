import { chownSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isAlive } from './lock.ts'
import { onExit } from './on-exit.ts'
import { tester } from './tester.ts'

/** A temporary folder that goes away at the latest when this process ends. */
export interface TempDir {
  readonly path: string
  remove(): void
}

const PREFIX = 'castellan-test'
const OWNER = new RegExp(`^${PREFIX}-[a-z]+-(\\d+)-`)
let swept = false

/**
 * Makes a temporary folder.
 *
 * @param purpose - one word of lower-case letters; the folder's name shows it
 */
export function tempDir(purpose: string): TempDir {
  sweep()
  const path = mkdtempSync(join(tmpdir(), `${PREFIX}-${purpose}-${process.pid}-`))
  const forget = onExit(() => clear(path))
  return {
    path,
    remove() {
      forget()
      clear(path)
    },
  }
}

/** A temporary folder that belongs to the user Electron runs as (see `tester`), for the app's own data. */
export function testerDir(purpose: string): TempDir {
  const dir = tempDir(purpose)
  const user = tester()
  if (user) chownSync(dir.path, user.uid, user.gid)
  return dir
}

/** Removes what runs that were killed could not remove themselves. */
function sweep(): void {
  if (swept) return
  swept = true
  for (const name of readdirSync(tmpdir())) {
    const owner = OWNER.exec(name)?.[1]
    if (owner && !isAlive(Number(owner))) clear(join(tmpdir(), name))
  }
}

function clear(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
  } catch {
    // Another user's, or still being written to by a process that is about to end; the next run tries again.
  }
}
