import { useTranslation } from 'react-i18next'
import type { WhichLetters } from '../../../../src-preload/contract/events.ts'
import { useClient } from '../../../app/index.ts'
import { ConfirmDanger, type DangerPlan, tell } from '../../../components/index.ts'
import { useWeight } from './use-weight.ts'

interface DiscardLettersProps {
  readonly queue: string
  /** Null while nothing is to be thrown away. */
  readonly which: WhichLetters | null
  readonly onClose: () => void
  readonly onDone: () => void
}

/** The question before dead letters are thrown away, with what that would take. */
export function DiscardLetters({ queue, which, onClose, onDone }: DiscardLettersProps) {
  const { t } = useTranslation('events')
  const client = useClient()
  const { query, lines } = useWeight(queue, which)
  const plan: DangerPlan | null =
    which === null
      ? null
      : {
          title: t('dead.discardTitle'),
          text: t('dead.discardText'),
          affects: lines,
          weighed: query,
          confirm: t('dead.discardConfirm'),
          reason: 'required',
          final: true,
          run: async (reason) => {
            const { messages } = await client.events.discard({ queue, which, reason })
            tell(t('dead.discarded', { count: messages }))
            onDone()
          },
        }
  return <ConfirmDanger plan={plan} onClose={onClose} />
}
