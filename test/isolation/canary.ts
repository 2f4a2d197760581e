/** The mark that every string of the other organization carries. Wherever it shows up, something leaked. */
export const CANARY = 'canary7f3a'

/** Whether anything in a value, of whatever shape, carries the mark. */
export const carriesCanary = (value: unknown): boolean => textOf(value).toLowerCase().includes(CANARY)

/** All of a value as text, errors included with what they would show. */
export function textOf(value: unknown): string {
  const seen = new WeakSet<object>()
  return (
    JSON.stringify(value, (_key, v: unknown) => {
      if (v instanceof Error) return { ...v, message: v.message, stack: undefined }
      if (typeof v === 'bigint') return String(v)
      if (typeof v === 'object' && v !== null) {
        if (seen.has(v)) return undefined
        seen.add(v)
      }
      return v
    }) ?? ''
  )
}

/** A value as text, as far as it shows where something stands in it. */
export function around(value: unknown, what: string): string {
  const text = textOf(value)
  const at = text.toLowerCase().indexOf(what.slice(0, 60).replaceAll('"', '\\"').toLowerCase())
  return `${text.slice(0, 60)}…${text.slice(Math.max(0, at - 300), at + 200)}`
}
