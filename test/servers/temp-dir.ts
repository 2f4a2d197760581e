import { chownSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onExit } from './on-exit.ts'
import { tester } from './tester.ts'

/** A temporary folder that goes away at the latest when this process ends. */
export interface TempDir {
  readonly path: string
  remove(): void
}

/** Makes a temporary folder; the name shows what it was for. */
export function tempDir(purpose: string): TempDir {
  const path = mkdtempSync(join(tmpdir(), `castellan-${purpose}-`))
  const clear = (): void => rmSync(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
  const forget = onExit(clear)
  return {
    path,
    remove() {
      forget()
      clear()
    },
  }
}

/** A temporary folder that belongs to the user Electron runs as (see `tester`), for its data and its home. */
export function testerDir(purpose: string): TempDir {
  const dir = tempDir(purpose)
  const user = tester()
  if (user) chownSync(dir.path, user.uid, user.gid)
  return dir
}
