import { statfsSync } from 'node:fs'
import { freemem } from 'node:os'

const IN_MEMORY = '/dev/shm'
/** Many times what one run leaves lying at once. */
const ENOUGH_BYTES = 8 * 2 ** 30

/**
 * Lets temporary files be in memory where there is plenty. Databases and brokers in tests write as much as in use and
 * wait for a disk each time; that they come back is tried by killing processes, which memory outlives.
 */
export function scratchInMemory(): void {
  if (process.env['TMPDIR'] === undefined && roomOf(IN_MEMORY) >= ENOUGH_BYTES && freemem() >= ENOUGH_BYTES)
    process.env['TMPDIR'] = IN_MEMORY
}

function roomOf(dir: string): number {
  try {
    const { bavail, bsize } = statfsSync(dir)
    return bavail * bsize
  } catch {
    // Not on this system.
    return 0
  }
}
