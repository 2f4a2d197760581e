/** Changes of a document as one expression, so that a change is one statement whatever else the record holds. */
import type { Change } from '../adapter.ts'
import { plainName } from './table.ts'
import { type Bound, encodeJson } from './text-code.ts'

const KEPT = new Set(['id', 'orgId', 'version', 'createdAt'])

/**
 * The changed document: the fields set, those with an undefined value taken away, one version further.
 * Throws a `TypeError` for the fields that never change.
 */
export function changedDocument(set: Change['set'], params: Bound[]): string {
  let given = ''
  let removed = ''
  for (const [field, value] of Object.entries(set)) {
    if (KEPT.has(field)) throw new TypeError('An update cannot set this field.')
    const path = `, '$.${plainName(field)}'`
    if (value === undefined) removed += path
    else {
      params.push(encodeJson(value))
      given += `${path}, json(?)`
    }
  }
  const changed = `json_set(doc, '$.version', "f_version" + 1${given})`
  return removed === '' ? changed : `json_remove(${changed}${removed})`
}
