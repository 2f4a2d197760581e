/** How many single-character changes lead from one word to the other (Levenshtein 1965), in two rows. */
export function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (const [i, x] of [...a].entries()) {
    const next = [i + 1]
    for (const [j, y] of [...b].entries())
      next.push(Math.min((next[j] ?? 0) + 1, (row[j + 1] ?? 0) + 1, (row[j] ?? 0) + (x === y ? 0 : 1)))
    row = next
  }
  return row[b.length] ?? a.length
}

/** The known names that were most likely meant: at most `count`, nearest first. */
export function nearest(name: string, known: readonly string[], count = 3): string[] {
  const wanted = name.toLowerCase()
  const far = (k: string): number => {
    const low = k.toLowerCase()
    // The part behind the point alone is a common slip: `rename` for `teams.rename`.
    return Math.min(distance(wanted, low), distance(wanted, low.split('.').at(-1) ?? low) + 1)
  }
  return known
    .map((k) => ({ k, d: far(k) }))
    .sort((a, b) => a.d - b.d || a.k.localeCompare(b.k))
    .slice(0, count)
    .map(({ k }) => k)
}
