/** Levels of lists and objects in one another; no event of the catalogue has ten. */
const MOST_LEVELS = 100

export type ReadJson =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly reason: string }

/**
 * Reads text from the wire. Never throws. What is nested deeper than any event is refused here, so that whoever walks
 * through it afterwards, one call a level, does not run out of stack.
 */
export function readJson(text: string): ReadJson {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { ok: false, reason: 'The body is not JSON.' }
  }
  return isDeeper(value, MOST_LEVELS)
    ? { ok: false, reason: `The body is nested more than ${MOST_LEVELS} levels deep.` }
    : { ok: true, value }
}

const isDeeper = (value: unknown, levels: number): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (levels === 0 || Object.values(value).some((inner) => isDeeper(inner, levels - 1)))
