/** What an answer of DNS says about one token. */
import { CHALLENGE_PREFIX, challengeValue, type DnsCheck } from '../../src-preload/contract/domains.ts'
import type { DnsAnswer } from './dns.ts'

const MOST_VALUES = 10
const LONGEST_VALUE = 300

/** What came from DNS is shown as text: nothing in it may hide or turn what is around it. */
const shown = (value: string): string =>
  [...value.slice(0, LONGEST_VALUE)]
    .map((c) => (/[\p{C}\u2028\u2029]/u.test(c) ? `\\u{${(c.codePointAt(0) ?? 0).toString(16)}}` : c))
    .join('')

/** Without the spaces and quotation marks that forms of DNS providers leave around a value. */
const bare = (value: string): string => value.trim().replace(/^"(.*)"$/s, '$1')

export function readAnswer(answer: DnsAnswer, token: string, at: string): DnsCheck {
  const nothing = { at, found: [], alias: null, notes: [] }
  if (answer.kind === 'alias') return { ...nothing, outcome: 'alias', alias: shown(answer.target) }
  if (answer.kind === 'none') return { ...nothing, outcome: 'notFound' }
  if (answer.kind !== 'records') return { ...nothing, outcome: answer.kind }
  const wanted = challengeValue(token)
  const values = answer.values.map((pieces) => ({ pieces, text: bare(pieces.join('')) }))
  // The token has no upper case, so that a form which changes the case does no harm.
  const match = values.find((v) => v.text.toLowerCase() === wanted)
  const notes: DnsCheck['notes'] = []
  if (values.length > 1) notes.push('several')
  if (match && match.pieces.length > 1) notes.push('split')
  if (match && match.text !== wanted) notes.push('upperCase')
  // Ours first, then what looks like it, so that the cut takes what does not matter.
  const rank = (v: (typeof values)[number]): number =>
    v === match ? 0 : v.text.toLowerCase().startsWith(CHALLENGE_PREFIX) ? 1 : 2
  const found = [...values]
    .sort((a, b) => rank(a) - rank(b))
    .slice(0, MOST_VALUES)
    .map((v) => shown(v.text))
  return { at, outcome: match ? 'proved' : 'mismatch', found, alias: null, notes }
}
