import { setTimeout as sleep } from 'node:timers/promises'
import type { Child } from './child.ts'
import { reasonOf } from './say.ts'

/**
 * Repeats `probe` until it answers.
 *
 * @param child - the process waited for; when it ends, waiting is over
 * @param milliseconds - how long to go on before failing with the probe's last error
 */
export async function untilReady<T>(
  what: string,
  child: Child,
  milliseconds: number,
  probe: () => Promise<T> | T,
): Promise<T> {
  const end = Date.now() + milliseconds
  for (;;) {
    if (!child.running) throw new Error(`${what} ended while starting: ${child.log()}`)
    try {
      return await probe()
    } catch (error) {
      if (Date.now() > end) throw new Error(`${what} not ready after ${milliseconds} ms: ${reasonOf(error)}`)
    }
    await sleep(50)
  }
}
