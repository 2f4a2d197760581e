/** The rows that were refused, as a file to mend and import again. */
import { CastellanError } from '../../src-preload/contract/errors.ts'
import { toCsv } from './csv.ts'
import type { Row } from './table.ts'
import type { Upload } from './uploads.ts'

export interface Refused {
  readonly row: Row
  readonly because: string
}

/** Of the import where there is one, else of the last preview. Throws `WRONG_STATE` where there is neither. */
export function reportOf(upload: Upload): { fileName: string; content: string } {
  const refused = upload.job?.refused ?? upload.preview?.refused
  if (!refused)
    throw new CastellanError('WRONG_STATE', 'Look at the preview first, or start the import.', {
      state: 'uploaded',
      allowed: ['previewed', 'started'],
    })
  const { columns } = upload.table
  const lines = refused.map(({ row, because }) => [
    String(row.row),
    because,
    ...columns.map((_, i) => row.cells[i] ?? ''),
    ...row.cells.slice(columns.length),
  ])
  const fileName = `${upload.fileName.replace(/\.[^.]*$/u, '')}-refused.csv`
  return { fileName, content: toCsv([['Row', 'Reason', ...columns], ...lines]) }
}
