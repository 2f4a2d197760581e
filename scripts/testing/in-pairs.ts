/** Works on two items at a time, as many as there are cores on a small machine, and answers in the given order. */
export async function inPairs<T, R>(
  items: readonly T[],
  work: (item: T) => Promise<R>,
): Promise<readonly R[]> {
  const results = new Map<number, R>()
  const queue = items.entries()
  const worker = async (): Promise<void> => {
    for (const [index, item] of queue) results.set(index, await work(item))
  }
  await Promise.all([worker(), worker()])
  return [...results].sort(([a], [b]) => a - b).map(([, result]) => result)
}
