import { createHash } from 'node:crypto'

/**
 * Which dead letter is meant. The publisher's id alone does not tell: another may have used it too, by mistake or to have
 * somebody else's letter sent or thrown away with its own. Letters of one key are alike in everything that matters.
 */
export const letterKey = (letter: {
  readonly id: string
  readonly routingKey: string
  readonly body: string
}): string =>
  createHash('sha256')
    .update(JSON.stringify([letter.id, letter.routingKey, letter.body]))
    .digest('hex')

/** Takes each wanted key as often as it is named; answers whether this one is wanted still. */
export function wantedOf(keys: readonly string[]): (key: string) => boolean {
  const left = new Map<string, number>()
  for (const key of keys) left.set(key, (left.get(key) ?? 0) + 1)
  return (key) => {
    const count = left.get(key) ?? 0
    if (count > 0) left.set(key, count - 1)
    return count > 0
  }
}
