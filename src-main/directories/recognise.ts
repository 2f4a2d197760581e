/** Which directory wrote a file, and which column holds which of our fields. */
import { type ColumnMapping, IMPORT_FIELDS, type ImportFile } from '../../src-preload/contract/imports.ts'
import { email } from '../../src-preload/contract/shared.ts'
import { CASTELLAN_COLUMNS } from './formats.ts'
import { FIELD_KEYS, headerKey } from './headers.ts'

export type Source = ImportFile['source']
type Rows = readonly { readonly cells: readonly string[] }[]

/** Rows looked at where the content has to decide; the whole file would cost more than it tells. */
const LOOKED_AT = 1000

export function recognise(
  columns: readonly string[],
  rows: Rows,
): { source: Source; mapping: ColumnMapping } {
  return { source: sourceOf(columns), mapping: mappingOf(columns, rows.slice(0, LOOKED_AT)) }
}

function sourceOf(columns: readonly string[]): Source {
  const keys = new Set(columns.map(headerKey))
  const has = (...wanted: readonly string[]): boolean => wanted.every((key) => keys.has(key))
  if (CASTELLAN_COLUMNS.every((name) => columns.includes(name))) return 'castellan'
  if (
    columns.some((c) => /\[(required|read only|upload only)\]/iu.test(c)) &&
    has('firstname', 'lastname', 'emailaddress')
  )
    return 'google'
  if (has('userprincipalname') && keys.has('displayname')) return 'entra'
  if (has('login', 'firstname', 'lastname', 'email')) return 'okta'
  return 'unknown'
}

const KNOWN: ReadonlySet<string> = new Set(Object.values(FIELD_KEYS).flat())

/** How many of the columns are known by name, that of the address counting thrice; tells the right delimiter from a wrong one. */
export const knownColumns = (columns: readonly string[]): number => {
  const keys = columns.map(headerKey)
  return keys.filter((k) => KNOWN.has(k)).length + (keys.some((k) => FIELD_KEYS.email.includes(k)) ? 2 : 0)
}

function mappingOf(columns: readonly string[], rows: Rows): ColumnMapping {
  const keys = columns.map(headerKey)
  const mapping: ColumnMapping = {}
  for (const field of IMPORT_FIELDS) {
    if (field === 'email') continue
    const key = FIELD_KEYS[field].find((k) => keys.includes(k))
    if (key !== undefined) mapping[field] = keys.indexOf(key)
  }
  const address = addressColumn(keys, rows)
  return address === undefined ? mapping : { ...mapping, email: address }
}

/**
 * Of the columns that may hold the address the one with most addresses: Entra leaves `mail` empty for
 * people without a mailbox, Okta's `login` need not be an address. Without a telling name, the content decides.
 */
function addressColumn(keys: readonly string[], rows: Rows): number | undefined {
  const named = FIELD_KEYS.email.flatMap((key) => (keys.includes(key) ? [keys.indexOf(key)] : []))
  const addresses = (column: number): number =>
    rows.filter(({ cells }) => email.safeParse(cells[column] ?? '').success).length
  const most = (candidates: readonly number[]): number | undefined => {
    const counted = candidates.map((column) => ({ column, count: addresses(column) }))
    const best = counted.toSorted((a, b) => b.count - a.count)[0]
    return best && (best.count > 0 || rows.length === 0) ? best.column : undefined
  }
  return most(named) ?? most(keys.map((_, i) => i)) ?? named[0]
}
