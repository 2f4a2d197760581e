/** Waiting for a lock that another process holds, without blocking this one's thread. */
import { setTimeout as pause } from 'node:timers/promises'
import { isBusy } from './failure.ts'

const LONGEST_WAIT_MS = 15_000
const LONGEST_PAUSE_MS = 20

/** Tries until the lock is free; after 15 s throws what the database said last. What succeeds at once waits for nothing. */
export function patiently<R>(work: () => R): R | Promise<R> {
  try {
    return work()
  } catch (error) {
    if (!isBusy(error)) throw error
    return again(work)
  }
}

async function again<R>(work: () => R): Promise<R> {
  const start = performance.now()
  for (let attempt = 0; ; attempt++) {
    await pause(Math.random() * Math.min(LONGEST_PAUSE_MS, 2 ** attempt))
    try {
      return work()
    } catch (error) {
      if (!isBusy(error) || performance.now() - start > LONGEST_WAIT_MS) throw error
    }
  }
}
