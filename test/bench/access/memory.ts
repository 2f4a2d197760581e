/** What this machine's memory costs: the answer to why more contexts than its caches hold are slower to ask. */

const LINE = 16
const READS = 1_000_000

/**
 * Nanoseconds for a read that nothing foresees, somewhere in so many megabytes: each tells where the next one is,
 * as a map tells where a context is.
 */
export function readAtRandom(megabytes: number, random: () => number): number {
  const lines = Math.floor((megabytes * 1e6) / (4 * LINE))
  const next = new Int32Array(lines * LINE)
  // One round through all lines in a chance order (Sattolo's shuffle makes a single cycle).
  const order = Int32Array.from({ length: lines }, (_, i) => i)
  for (let i = lines - 1; i > 0; i--) {
    const j = Math.floor(random() * i)
    const kept = order[i] ?? 0
    order[i] = order[j] ?? 0
    order[j] = kept
  }
  order.forEach((to, from) => {
    next[from * LINE] = to * LINE
  })
  let at = 0
  for (let i = 0; i < lines; i++) at = next[at] ?? 0
  const { user, system } = process.threadCpuUsage()
  for (let i = 0; i < READS; i++) at = next[at] ?? 0
  const after = process.threadCpuUsage()
  if (at < 0) throw new RangeError('The round was left.')
  return (1000 * (after.user + after.system - user - system)) / READS
}
