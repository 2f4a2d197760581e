/** One cell's text, as people meant it. */
import type { ImportReason } from '../../src-preload/contract/import-reasons.ts'
import { displayName, email } from '../../src-preload/contract/shared.ts'
import { unguarded } from './csv.ts'

/** NFC, line ends and runs of space as one space, nothing around it. */
export const clean = (cell: string): string =>
  cell
    .normalize('NFC')
    .replace(/[\s\u00a0]+/gu, ' ')
    .trim()

/** The cell as text of ours: without the guard against formulas that our own files have. */
export const textOf = (cell: string | undefined): string => clean(unguarded(cell ?? ''))

/** What is wrong with a name, department or title, or undefined. An empty one says nothing and is not wrong. */
export function problemOf(field: 'name' | 'department' | 'title', text: string): ImportReason | undefined {
  if (text === '') return undefined
  const issue = displayName.safeParse(text).error?.issues[0]
  return issue && { code: 'field', field, issue: issue.message }
}

/** The normalised address, or what is wrong with it. */
export function addressOf(text: string): { readonly email: string } | { readonly problem: ImportReason } {
  if (text === '') return { problem: { code: 'noAddress' } }
  if (/#ext#/iu.test(text)) return { problem: { code: 'guest' } }
  if (text.length > 254) return { problem: { code: 'longAddress' } }
  const parsed = email.safeParse(text)
  return parsed.success
    ? { email: parsed.data }
    : { problem: { code: 'address', issue: parsed.error.issues[0]?.message ?? '' } }
}
