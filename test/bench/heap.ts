/** What is held after a collection. */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** Bytes in use on the heap and in array buffers after a collection. */
export async function heapBytes(): Promise<number> {
  setFlagsFromString('--expose-gc')
  const collect: unknown = runInNewContext('gc')
  if (typeof collect !== 'function') throw new Error('The heap cannot be collected here.')
  collect()
  // Buffers are given back in the turn after the collection.
  await new Promise((resolve) => setTimeout(resolve, 50))
  collect()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}
