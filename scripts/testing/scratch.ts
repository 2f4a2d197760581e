import { chmodSync, mkdtempSync, readdirSync, rmSync, statfsSync } from 'node:fs'
import { freemem } from 'node:os'
import { join } from 'node:path'
import { isAlive } from '../../test/servers/lock.ts'
import { onExit } from '../../test/servers/on-exit.ts'

const IN_MEMORY = '/dev/shm'
/** Many times what one run leaves lying at once. */
const ENOUGH_BYTES = 8 * 2 ** 30
const OWNER = /^castellan-(\d+)-/

/**
 * Lets the run's temporary files be in memory where there is plenty, until it ends. Databases and brokers in tests write
 * as much as in use and wait for a disk each time; that they come back is tried by killing processes, which memory
 * outlives.
 */
export function scratchInMemory(): void {
  if (process.env['TMPDIR'] !== undefined || freemem() < ENOUGH_BYTES || roomIn(IN_MEMORY) < ENOUGH_BYTES)
    return
  for (const name of readdirSync(IN_MEMORY)) {
    const owner = OWNER.exec(name)?.[1]
    if (owner && !isAlive(Number(owner))) clear(join(IN_MEMORY, name))
  }
  // A short name: a socket's path has a hundred characters.
  const path = mkdtempSync(join(IN_MEMORY, `castellan-${process.pid}-`))
  // The window runs as another user where this one may not have a sandbox.
  chmodSync(path, 0o1777)
  onExit(() => clear(path))
  process.env['TMPDIR'] = path
}

function roomIn(dir: string): number {
  try {
    const { bavail, bsize } = statfsSync(dir)
    return bavail * bsize
  } catch {
    // Not on this system.
    return 0
  }
}

function clear(path: string): void {
  rmSync(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
}
