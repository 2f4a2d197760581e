/** Writing CSV that a spreadsheet opens and does not execute. */
import { stringify } from 'csv-stringify/sync'

/** What makes a spreadsheet take a cell for a formula, also in full width. Apostrophes count, so that guarding can be undone. */
const FORMULA = /^'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/u

/** The cell with an apostrophe before it where a spreadsheet would compute it. */
export const guarded = (cell: string): string => (FORMULA.test(cell) ? `'${cell}` : cell)
/** What `guarded` was given. */
export const unguarded = (cell: string): string =>
  cell.startsWith("'") && FORMULA.test(cell) ? cell.slice(1) : cell

/** RFC 4180 with CRLF; the mark at the start has Excel read it as UTF-8. */
export const toCsv = (rows: readonly (readonly string[])[]): string =>
  stringify(
    rows.map((cells) => cells.map(guarded)),
    { bom: true, record_delimiter: 'windows', quoted_match: /[\r\n\t;]/ },
  )
