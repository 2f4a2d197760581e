/**
 * Whether a routing key falls under a binding's pattern, as topic exchanges read it (AMQP 0-9-1, section 3.1.3.3):
 * words between dots, `*` for exactly one of them, `#` for any number, also none.
 */
export function topicMatches(pattern: string, key: string): boolean {
  const words = key === '' ? [] : key.split('.')
  // Which numbers of words the pattern read so far can account for: no backtracking, however many `#` there are.
  let reached: ReadonlySet<number> = new Set([0])
  for (const part of pattern === '' ? [] : pattern.split('.')) {
    if (reached.size === 0) return false
    reached = part === '#' ? fromLeast(reached, words.length) : following(reached, part, words)
  }
  return reached.has(words.length)
}

function fromLeast(reached: ReadonlySet<number>, most: number): ReadonlySet<number> {
  const least = Math.min(...reached)
  return new Set(Array.from({ length: most - least + 1 }, (_, i) => least + i))
}

function following(
  reached: ReadonlySet<number>,
  part: string,
  words: readonly string[],
): ReadonlySet<number> {
  const next = new Set<number>()
  for (const at of reached) if (at < words.length && (part === '*' || part === words[at])) next.add(at + 1)
  return next
}
