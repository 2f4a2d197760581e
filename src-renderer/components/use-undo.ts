import { useTranslation } from 'react-i18next'
import { tell, tellWithUndo } from './toast.tsx'
import { useTellProblem } from './use-tell-problem.ts'

/**
 * `offer('Ada was suspended.', () => client.members.reactivate(…))`: tells what was done with a way back.
 * How the way back went is told too, since its page may be left by then; `renew` reads again what it touched.
 */
export function useUndo(
  renew: () => Promise<unknown>,
): (message: string, undo: () => Promise<unknown>) => void {
  const { t } = useTranslation('components')
  const { t: words } = useTranslation('words')
  const tellError = useTellProblem()
  const run = async (undo: () => Promise<unknown>): Promise<void> => {
    try {
      await undo()
      tell(t('undone'))
    } catch (error) {
      tellError(error)
    } finally {
      await renew()
    }
  }
  return (message, undo) => tellWithUndo(message, { label: words('undo'), run: () => void run(undo) })
}
