/** What went wrong, in the language of the window. */
import i18next from 'i18next'
import type { ErrorData } from '../../src-preload/contract/errors.ts'
import { readIssue } from '../../src-preload/contract/issues.ts'
import { ENDED } from '../../src-preload/contract/session.ts'
import type { Problem } from '../errors.ts'
import { fieldWords, permissionWords, stateWords } from './id-words.ts'

const ENDINGS: ReadonlyMap<string, keyof typeof ENDED> = new Map(
  Object.entries(ENDED).map(([key, message]) => [message, key as keyof typeof ENDED]),
)

/** Why the console ended a context. */
export function endedWords(because: string): string {
  const key = ENDINGS.get(because)
  return key === undefined || inEnglish() ? because : i18next.getFixedT(null, 'components')(`ended.${key}`)
}

/** Before the catalogues are started, as in tests of plain functions, the console's English has to do. */
const inEnglish = (): boolean => !i18next.isInitialized || i18next.language === 'en'

/** What the console said, where the window is English: it says most. In another language, what `words` says. */
export const englishOr = (said: string, words: () => string): string => (inEnglish() ? said : words())

/** What is wrong with one field; a sentence that is not in the catalogue stays as the console said it. */
export function issueWords(message: string): string {
  if (inEnglish()) return message
  const issue = readIssue(message)
  const options = { ...issue?.values, defaultValue: message }
  return issue ? i18next.getFixedT(null, 'components')(`issue.${issue.key}`, options) : message
}

/** Which words say what is used up: a team's slice, what the slices leave, the whole, or somebody else's. */
export const limitWords = ({ limit, team, setAside }: ErrorData<'LIMIT_REACHED'>) =>
  limit === null
    ? 'limitElsewhere'
    : team !== undefined
      ? 'slice'
      : setAside !== undefined
        ? 'setAside'
        : 'LIMIT_REACHED'
export const limitValues = ({ used, limit, team = '', setAside = 0 }: ErrorData<'LIMIT_REACHED'>) => ({
  used: used ?? 0,
  limit: limit ?? 0,
  team,
  setAside,
})

/**
 * What happened, in one sentence. The console's own is English and says most, so English shows it; another language
 * says it from the code and its data.
 */
export function problemWords(problem: Problem): string {
  if (inEnglish()) return problem.message
  const t = i18next.getFixedT(null, 'components')
  switch (problem.code) {
    case 'FORBIDDEN':
      return t('problem.FORBIDDEN', { missing: permissionWords(problem.data.missing) })
    case 'CONFLICT':
      return t('problem.CONFLICT', { field: fieldWords(problem.data.field) })
    case 'BAD_INPUT':
      return problem.data.issues
        .map((i) => `${fieldWords(i.field)}${t('problem.colon')}${issueWords(i.message)}`)
        .join('; ')
    case 'LIMIT_REACHED':
      return t(`problem.${limitWords(problem.data)}`, limitValues(problem.data))
    case 'ESCALATION':
      return t('problem.ESCALATION', {
        exceeds: problem.data.exceeds.slice(0, 5).map(permissionWords).join(', '),
      })
    case 'ROLE_IN_USE':
      return t('problem.ROLE_IN_USE', problem.data)
    case 'WRONG_STATE':
      return t('problem.WRONG_STATE', { state: stateWords(problem.data.state) })
    default:
      return t(`problem.${problem.code}`)
  }
}
