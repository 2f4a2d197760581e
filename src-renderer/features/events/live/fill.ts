import type { EventRow } from '../../../../src-preload/contract/events.ts'
import type { Line } from './event-buffer.ts'

/** Rows that are asked for at once. */
const MOST = 1_000

/** The newest rows that are still held before the row of this number, oldest first. */
export type AskRows = (before: number, limit: number) => Promise<readonly EventRow[]>

/**
 * Puts rows into the places of those that were left out, the newest first, as far as the console still holds them. The
 * places of those that it does not hold any more go at the end.
 *
 * @param told each step: as many lines as before, with fewer places that are empty
 */
export async function fill(
  lines: readonly Line[],
  ask: AskRows,
  told: (lines: readonly Line[]) => void,
): Promise<readonly EventRow[]> {
  const filled = [...lines]
  let gap = filled.lastIndexOf(undefined)
  while (gap >= 0) {
    const after = filled[gap + 1]
    const start = startOf(filled, gap)
    if (after === undefined) break
    const asked = Math.min(MOST, gap - start + 1)
    const rows = await ask(after.n, asked)
    filled.splice(gap - rows.length + 1, rows.length, ...rows)
    // Older ones are gone then as well.
    if (rows.length < asked) break
    told([...filled])
    gap = filled.lastIndexOf(undefined, gap - rows.length)
  }
  return filled.filter((line) => line !== undefined)
}

/** The first place of the gap that ends here. */
function startOf(lines: readonly Line[], end: number): number {
  let start = end
  while (start > 0 && lines[start - 1] === undefined) start -= 1
  return start
}
