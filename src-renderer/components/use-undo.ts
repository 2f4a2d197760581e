import { useTranslation } from 'react-i18next'
import { problemOf } from '../errors.ts'
import { useAdvice } from './advice.ts'
import { tell, tellProblem, tellWithUndo } from './toast.tsx'

/**
 * `offer('Ada was suspended.', () => client.members.reactivate(…))`: tells what was done with a way back.
 * How the way back went is told too, since its page may be left by then; `renew` reads again what it touched.
 */
export function useUndo(
  renew: () => Promise<unknown>,
): (message: string, undo: () => Promise<unknown>) => void {
  const { t } = useTranslation('components')
  const { t: words } = useTranslation('words')
  const advice = useAdvice()
  const run = async (undo: () => Promise<unknown>): Promise<void> => {
    try {
      await undo()
      tell(t('undone'))
    } catch (error) {
      const problem = problemOf(error)
      tellProblem(problem.message, advice(problem))
    } finally {
      await renew()
    }
  }
  return (message, undo) => tellWithUndo(message, { label: words('undo'), run: () => void run(undo) })
}
