import { useTranslation } from 'react-i18next'
import type { Problem } from '../errors.ts'
import { limitValues, limitWords } from '../text/problem-words.ts'

/** What a person can do about a problem, in one sentence. */
export function useAdvice(): (problem: Problem) => string {
  const { t } = useTranslation('components')
  return (problem) => {
    switch (problem.code) {
      case 'FORBIDDEN':
        return t('error.FORBIDDEN', { missing: problem.data.missing })
      case 'CONFLICT':
        return t('error.CONFLICT', { field: problem.data.field })
      case 'LIMIT_REACHED':
        return t(`error.${limitWords(problem.data)}`, limitValues(problem.data))
      case 'ESCALATION':
        return t('error.ESCALATION', { exceeds: problem.data.exceeds.join(', ') })
      case 'WRONG_STATE':
        return t('error.WRONG_STATE', {
          state: problem.data.state,
          allowed: problem.data.allowed.join(', '),
        })
      default:
        return t(`error.${problem.code}`)
    }
  }
}
