/** What only one process of a data folder may do at a time. */
import { join } from 'node:path'
import { openSqlite } from '../store/sqlite/index.ts'

/**
 * Does `step` while no other process does one; waits up to 15 s for its turn, then throws `UNAVAILABLE`. The lock is a
 * database's: the system ends it with the process that held it, however that ended.
 *
 * @param of what the turns are taken for; a step may ask for one of another kind
 */
export async function alone<R>(dir: string, step: () => Promise<R>, of = 'changes'): Promise<R> {
  const lock = await openSqlite({ file: join(dir, `${of}.lock`) })
  try {
    return await lock.transaction(step)
  } finally {
    await lock.close()
  }
}
