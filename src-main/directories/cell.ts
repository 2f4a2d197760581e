/** One cell's text, as people meant it. */
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
export function problemOf(what: string, text: string): string | undefined {
  if (text === '') return undefined
  const issue = displayName.safeParse(text).error?.issues[0]
  return issue && `the ${what} ${issue.message}`
}

/** The normalised address, or what is wrong with it. */
export function addressOf(text: string): { readonly email: string } | { readonly problem: string } {
  if (text === '') return { problem: 'has no e-mail address' }
  if (/#ext#/iu.test(text))
    return { problem: 'is a guest of the directory; invite them with the address of their own organization' }
  if (text.length > 254) return { problem: 'the e-mail address must have at most 254 characters' }
  const parsed = email.safeParse(text)
  return parsed.success
    ? { email: parsed.data }
    : { problem: `the e-mail address ${parsed.error.issues[0]?.message}` }
}
