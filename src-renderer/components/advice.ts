import { useTranslation } from 'react-i18next'
import type { Problem } from '../errors.ts'
import { fieldWords, permissionWords, stateWords } from '../text/id-words.ts'
import { limitValues, limitWords } from '../text/problem-words.ts'

/** What a person can do about a problem, in one sentence. */
export function useAdvice(): (problem: Problem) => string {
  const { t } = useTranslation('components')
  return (problem) => {
    switch (problem.code) {
      case 'FORBIDDEN':
        return t('error.FORBIDDEN', { missing: permissionWords(problem.data.missing) })
      case 'CONFLICT':
        return t('error.CONFLICT', { field: fieldWords(problem.data.field) })
      case 'LIMIT_REACHED':
        return t(`error.${limitWords(problem.data)}`, limitValues(problem.data))
      case 'ESCALATION':
        return t('error.ESCALATION', { exceeds: problem.data.exceeds.map(permissionWords).join(', ') })
      case 'WRONG_STATE':
        return t('error.WRONG_STATE', {
          state: stateWords(problem.data.state),
          allowed: problem.data.allowed.map(stateWords).join(', '),
        })
      default:
        return t(`error.${problem.code}`)
    }
  }
}
