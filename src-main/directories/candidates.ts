/** The rows of a file as people, by a plan's mapping; what cannot be one is refused here already. */
import { setImmediate as pause } from 'node:timers/promises'
import type { ImportReason } from '../../src-preload/contract/import-reasons.ts'
import { addressOf, textOf } from './cell.ts'
import { isSuspended } from './headers.ts'
import { compileRules, type Given, type Plan } from './plan.ts'
import type { Row, Table } from './table.ts'

export interface Candidate {
  readonly row: Row
  readonly email: string
  /** Empty where the file says nothing; the same for department and title. */
  readonly name: string
  readonly department: string
  readonly title: string
  readonly suspended: boolean
  /** What the rules give to this row, beside the defaults. */
  readonly byRule: Given
}
export interface Unreadable {
  readonly row: Row
  /** As it stands in the file. */
  readonly email: string
  readonly name: string
  readonly problem: ImportReason
}

const ONE_SCRIPT = /^[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]+$/u
/** First and last name in the order in which the script has them. */
export function joinName(first: string, last: string): string {
  const eastern = ONE_SCRIPT.test(first) && ONE_SCRIPT.test(last)
  return eastern ? `${last}${first}` : `${first} ${last}`.trim()
}

/** Rows after which other work has a turn. */
const SLICE_ROWS = 1000

/** One for each row, in their order. The first row with an address has it; later ones are refused. */
export async function candidatesOf(table: Table, plan: Plan): Promise<(Candidate | Unreadable)[]> {
  const { mapping } = plan
  const byRule = compileRules(plan)
  const seen = new Map<string, number>()
  const statusHeader = table.columns[mapping.status ?? -1] ?? ''
  const read = (row: Row): Candidate | Unreadable => {
    const cell = (column: number | undefined): string =>
      column === undefined ? '' : textOf(row.cells[column])
    const name = cell(mapping.name) || joinName(cell(mapping.firstName), cell(mapping.lastName))
    const written = cell(mapping.email)
    const address = addressOf(written)
    if ('problem' in address) return { row, email: written, name, problem: address.problem }
    const { email } = address
    const first = seen.get(email)
    if (first !== undefined) return { row, email, name, problem: { code: 'sameAddress', row: first } }
    seen.set(email, row.row)
    return {
      row,
      email,
      name,
      department: cell(mapping.department),
      title: cell(mapping.title),
      suspended: statusHeader !== '' && isSuspended(statusHeader, cell(mapping.status)),
      byRule: byRule(row.cells),
    }
  }
  const candidates: (Candidate | Unreadable)[] = []
  for (const row of table.rows) {
    if (candidates.length % SLICE_ROWS === 0) await pause()
    candidates.push(read(row))
  }
  return candidates
}
