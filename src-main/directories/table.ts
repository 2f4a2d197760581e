/** A file as a table: header and rows with the numbers that a spreadsheet shows for them. */
import { setImmediate as pause } from 'node:timers/promises'
import { type Options, parse } from 'csv-parse'
import { parse as parseAtOnce } from 'csv-parse/sync'
import { badInput } from '../../src-preload/contract/errors.ts'
import { LARGEST_FILE_BYTES } from '../../src-preload/contract/imports.ts'
import { ISSUES, issueText } from '../../src-preload/contract/issues.ts'
import { decodeText, type Encoding } from './encoding.ts'
import { knownColumns } from './recognise.ts'

export interface Row {
  /** As a spreadsheet counts: the header is row 1, an empty line is a row. */
  readonly row: number
  readonly cells: readonly string[]
}
export interface Table {
  readonly encoding: Encoding
  readonly bom: boolean
  readonly delimiter: string
  readonly columns: readonly string[]
  readonly rows: readonly Row[]
}

/** More columns than a mapping can name are no directory's export. */
const MAX_COLUMNS = 501
const DELIMITERS = [',', ';', '\t'] as const
const SLICE_BYTES = 262_144

const options = (delimiter: string): Options => ({
  delimiter,
  record_delimiter: ['\r\n', '\n', '\r'],
  relax_column_count: true,
  relax_quotes: true,
})

/** Reads a file of at most 64 MB. Throws `BAD_INPUT` on `content` for whatever is no table, with what would be right. */
export async function readTable(bytes: Buffer): Promise<Table> {
  if (bytes.length > LARGEST_FILE_BYTES) throw badInput('content', ISSUES.fileLarge)
  const { encoding, bom, text: whole } = decodeText(bytes)
  const { text, skipped, told } = withoutPreamble(whole)
  const delimiter = told ?? delimiterOf(text)
  const records = await recordsOf(text, delimiter)
  const at = records.findIndex((cells) => !isBlank(cells))
  const columns = (records[at] ?? []).map((c) => c.trim())
  if (columns.length > MAX_COLUMNS)
    throw badInput('content', issueText('fileColumns', { columns: columns.length, most: MAX_COLUMNS }))
  const rows = records.flatMap((cells, i) =>
    i <= at || isBlank(cells) ? [] : [{ row: i + 1 + skipped, cells }],
  )
  if (rows.length === 0) throw badInput('content', ISSUES.fileNoRows)
  return { encoding, bom, delimiter, columns, rows }
}

const isBlank = (cells: readonly string[]): boolean => cells.every((c) => c.trim() === '')

/** Takes off a first line that is about the file: Excel's `sep=;`, and the version line of Entra's templates. */
function withoutPreamble(text: string): { text: string; skipped: number; told?: string } {
  const first = /^(?:sep=(.)|version:[^\r\n]*)(?:\r\n|\n|\r)/u.exec(text)
  if (!first) return { text, skipped: 0 }
  const told = DELIMITERS.find((d) => d === first[1])
  return { text: text.slice(first[0].length), skipped: 1, told }
}

/** The delimiter under which the header has most known columns, then most columns. */
function delimiterOf(text: string): string {
  const head = text.slice(0, 65_536)
  const scored = DELIMITERS.map((delimiter) => {
    const columns = headerOf(head, delimiter)
    return { delimiter, score: knownColumns(columns) * 1000 + columns.length }
  })
  return scored.toSorted((a, b) => b.score - a.score)[0]?.delimiter ?? ','
}

function headerOf(head: string, delimiter: string): string[] {
  try {
    const records: string[][] = parseAtOnce(head, { ...options(delimiter), skip_empty_lines: true, to: 1 })
    return records[0] ?? []
  } catch {
    // A quotation mark that seems never to close: the first line still tells which delimiter is likeliest.
    return head.split(/[\r\n]/u, 1)[0]?.split(delimiter) ?? []
  }
}

/** Parses in slices and lets other work go on in between: 64 MB take seconds. */
async function recordsOf(text: string, delimiter: string): Promise<string[][]> {
  const bytes = Buffer.from(text, 'utf8')
  const records: string[][] = []
  const parser = parse(options(delimiter))
  const ended = new Promise<void>((resolve, reject) => {
    parser.on('data', (record: string[]) => void records.push(record))
    parser.on('end', resolve)
    parser.on('error', reject)
  })
  const fed = (async () => {
    for (let from = 0; from < bytes.length && !parser.destroyed; from += SLICE_BYTES) {
      parser.write(bytes.subarray(from, from + SLICE_BYTES))
      await pause()
    }
    if (!parser.destroyed) parser.end()
  })()
  try {
    await Promise.all([ended, fed])
  } catch (error) {
    throw badInput('content', unreadable(error))
  }
  return records
}

function unreadable(error: unknown): string {
  const { code, lines } = error as { readonly code?: string; readonly lines?: number }
  if (code === 'CSV_QUOTE_NOT_CLOSED') return issueText('fileQuote', { line: lines ?? '?' })
  return ISSUES.fileNoTable
}
