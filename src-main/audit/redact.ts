/** What the trail keeps of a change: only the fields that differ, and never a secret. */
const SECRET = /token|secret|password|passphrase|credential|api_?key|uri$/i
/** The store's own fields say nothing about what the actor did. */
const SILENT = new Set(['version', 'updatedAt', 'createdAt', 'orgId', 'nameKey', 'searchText'])

type Plain = { readonly [key: string]: unknown }

export function redact(value: unknown, key = ''): unknown {
  if (SECRET.test(key)) return '[redacted]'
  if (Array.isArray(value)) return value.map((v) => redact(v))
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, redact(v, k)]))
  return value === undefined ? null : value
}

/** The fields that differ, before and after, redacted. Either side may be missing (created, deleted). */
export function difference(older?: object, newer?: object): { before: unknown; after: unknown } {
  const before = older as Plain | undefined
  const after = newer as Plain | undefined
  const keys = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])].filter(
    (k) => !SILENT.has(k) && JSON.stringify(before?.[k]) !== JSON.stringify(after?.[k]),
  )
  const pick = (side: Plain | undefined): unknown =>
    side ? Object.fromEntries(keys.map((k) => [k, redact(side[k], k)])) : null
  return { before: pick(before), after: pick(after) }
}
