/**
 * Changes of a record as one assignment, so that a change is one statement whatever else the record holds.
 * The folded text that is searched is a column beside the document: it is compared, and never given back.
 */
import type { Change } from '../adapter.ts'
import { SEARCH_TEXT } from '../stored.ts'
import { plainName } from './table.ts'
import { type Bound, encodeJson, encodeText } from './text-code.ts'

const KEPT = new Set(['id', 'orgId', 'version', 'createdAt'])

export const searchColumn = (searchText: unknown): Bound =>
  typeof searchText === 'string' ? encodeText(searchText) : null

/**
 * The changed document and search text: the fields set, those with an undefined value taken away, one version further.
 * Throws a `TypeError` for the fields that never change.
 */
export function changedColumns(set: Change['set'], params: Bound[]): string {
  let given = ''
  let removed = ''
  for (const [field, value] of Object.entries(set)) {
    if (field === SEARCH_TEXT) continue
    if (KEPT.has(field)) throw new TypeError('An update cannot set this field.')
    const path = `, '$.${plainName(field)}'`
    if (value === undefined) removed += path
    else if (typeof value === 'string') {
      // Bound as it is: having JSON of it read first is a quarter of what the statement takes, the disk aside.
      params.push(encodeText(value))
      given += `${path}, ?`
    } else {
      params.push(encodeJson(value))
      given += `${path}, json(?)`
    }
  }
  const changed = `json_set(doc, '$.version', "f_version" + 1${given})`
  const doc = `doc = ${removed === '' ? changed : `json_remove(${changed}${removed})`}`
  if (!Object.hasOwn(set, SEARCH_TEXT)) return doc
  params.push(searchColumn(set[SEARCH_TEXT]))
  return `${doc}, search_text = ?`
}
