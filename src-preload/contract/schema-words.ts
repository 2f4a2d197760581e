/**
 * What schemas say where the contract gave them no words of their own: sentences of the catalogue, which say what would be
 * right and which a window has in its own language. Whoever imports it has it for all schemas of the process.
 */
import { z } from 'zod'
import { ISSUES, type IssueKey, issueText } from './issues.ts'

type Issue = z.core.$ZodRawIssue

const TYPES: { readonly [expected: string]: IssueKey } = {
  string: 'text',
  number: 'number',
  int: 'wholeNumber',
  boolean: 'yesNo',
  array: 'list',
  object: 'fields',
  record: 'fields',
}
const FORMATS: { readonly [format: string]: IssueKey } = {
  uuid: 'id',
  email: 'email',
  datetime: 'instant',
  date: 'day',
  url: 'webAddress',
}

function sentenceOf(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return ISSUES[issue.input === undefined ? 'missing' : (TYPES[issue.expected] ?? 'unexpected')]
    case 'invalid_format':
      return ISSUES[FORMATS[issue.format] ?? 'form']
    case 'invalid_value':
      return issueText('oneOf', { values: issue.values.map(String).join(', ') })
    case 'too_small':
      return tooSmall(issue)
    case 'too_big':
      return tooBig(issue)
    case 'not_multiple_of':
      return issueText('multiple', { step: issue.divisor })
    case 'invalid_union':
      return oneOfKinds(issue)
    case 'unrecognized_keys':
      return ISSUES.unknown
    default:
      return ISSUES.unexpected
  }
}

/** Of a union that is told apart by one field, the values that this field may have. */
function oneOfKinds({ options }: Extract<Issue, { code: 'invalid_union' }>): string {
  return Array.isArray(options) && options.length > 0
    ? issueText('oneOf', { values: options.map(String).join(', ') })
    : ISSUES.unexpected
}

function tooSmall({ origin, minimum, inclusive }: Extract<Issue, { code: 'too_small' }>): string {
  const least = String(minimum)
  if (origin === 'string') return minimum === 1 ? ISSUES.empty : issueText('leastCharacters', { least })
  if (ENTRIES.has(origin)) return minimum === 1 ? ISSUES.entry : issueText('leastEntries', { least })
  return inclusive === false ? issueText('above', { limit: least }) : issueText('least', { least })
}

function tooBig({ origin, maximum, inclusive }: Extract<Issue, { code: 'too_big' }>): string {
  const most = String(maximum)
  if (origin === 'string') return issueText('mostCharacters', { most })
  if (ENTRIES.has(origin)) return issueText('mostEntries', { most })
  return inclusive === false ? issueText('below', { limit: most }) : issueText('most', { most })
}

const ENTRIES: ReadonlySet<string> = new Set(['array', 'set', 'map', 'record'])

z.config({ localeError: sentenceOf })
