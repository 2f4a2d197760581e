/** A draft beside the record that it began from, and the record as it is now. Pure. */

/** The fields that an editor changes; a list in one of them is a set, whose order says nothing. */
export type Fields = Readonly<Record<string, unknown>>

/** One way to write each value, so that two are the same exactly when they mean the same. */
function canonical(value: unknown): string {
  // The console trims and composes what is typed.
  if (typeof value === 'string') return JSON.stringify(value.normalize('NFC').trim())
  if (Array.isArray(value)) return `[${value.map(canonical).sort().join()}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? ''
  const parts = Object.entries(value).filter(([, v]) => v !== undefined)
  return `{${parts
    .map(([k, v]) => `${JSON.stringify(k)}:${canonical(v)}`)
    .sort()
    .join()}}`
}
export const sameValue = (a: unknown, b: unknown): boolean => canonical(a) === canonical(b)

const differing = <D extends Fields>(a: D, b: D): readonly (keyof D)[] =>
  Object.keys(a).filter((key) => !sameValue(a[key], b[key]))

/** The fields that the draft has otherwise than the record it began from. */
export const touched = <D extends Fields>(base: D, draft: D): readonly (keyof D)[] => differing(base, draft)

/** What somebody else changed since, and otherwise than the draft has it. */
export const changedByOthers = <D extends Fields>(base: D, draft: D, stored: D): readonly (keyof D)[] =>
  differing(base, stored).filter((key) => !sameValue(stored[key], draft[key]))

/**
 * What is left of the draft once `stored` was saved from it: what was not sent, such as what was typed meanwhile, and the
 * rest as the console wrote it.
 */
export function leftOf<D extends Fields>(base: D, draft: D, stored: D): D {
  const left = touched(base, draft).filter((key) => !sameValue(draft[key], stored[key]))
  return { ...stored, ...Object.fromEntries(left.map((key) => [key, draft[key]])) }
}

/** What the draft changed, upon the record as it is now. */
export function upon<D extends Fields>(base: D, draft: D, stored: D): D {
  const mine = new Set(touched(base, draft))
  const kept = Object.entries(draft).filter(([key]) => mine.has(key))
  return { ...stored, ...Object.fromEntries(kept) }
}
