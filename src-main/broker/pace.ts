import { setTimeout as sleep } from 'node:timers/promises'

/**
 * Does one step per item, in order, at most `perSecond` of them, until `signal` says stop.
 *
 * @returns how many steps answered true; the first that throws ends it
 */
export async function atRate<T>(
  items: Iterable<T> | AsyncIterable<T>,
  perSecond: number,
  signal: AbortSignal | undefined,
  step: (item: T) => Promise<boolean>,
): Promise<number> {
  let done = 0
  let begun = 0
  const start = performance.now()
  for await (const item of items) {
    const due = start + (begun * 1000) / perSecond
    const early = due - performance.now()
    if (early > 0) await sleep(early, undefined, signal ? { signal } : {}).catch(() => undefined)
    if (signal?.aborted) break
    begun += 1
    if (await step(item)) done += 1
  }
  return done
}
