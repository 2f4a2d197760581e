import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const POLL_MS = 200
// Between making the directory and writing the pid into it a lock has no owner yet.
const OWNERLESS_MS = 10_000

/**
 * Runs `work` while no other process on this machine runs under the same lock directory.
 * A lock whose owner has died is taken over.
 */
export async function withLock<T>(dir: string, work: () => Promise<T>): Promise<T> {
  while (!(await take(dir))) {
    if (await isAbandoned(dir)) await clear(dir)
    else await sleep(POLL_MS)
  }
  try {
    return await work()
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}

async function take(dir: string): Promise<boolean> {
  try {
    await mkdir(dir)
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false
    throw error
  }
  await writeFile(join(dir, 'pid'), String(process.pid))
  return true
}

async function isAbandoned(dir: string): Promise<boolean> {
  try {
    const pid = Number(await readFile(join(dir, 'pid'), 'utf8'))
    if (pid > 0) return !isAlive(pid)
    return Date.now() - (await stat(dir)).mtimeMs > OWNERLESS_MS
  } catch {
    const made = await stat(dir).catch(() => undefined)
    return made !== undefined && Date.now() - made.mtimeMs > OWNERLESS_MS
  }
}

async function clear(dir: string): Promise<void> {
  // A rename succeeds for one of the waiting processes only; the others go back to waiting.
  const aside = `${dir}.dead-${process.pid}`
  await rename(dir, aside).catch(() => undefined)
  await rm(aside, { recursive: true, force: true })
}

/** True when a process of this id exists, whoever owns it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return hasCode(error, 'EPERM')
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
