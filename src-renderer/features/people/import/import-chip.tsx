import { useTranslation } from 'react-i18next'
import { WorkChip } from '../../../components/index.ts'
import type { RunningImport } from './running-import.ts'
import { useFollowedImport } from './use-following.ts'

/** Percent of the rows that are done, 0 to 100. */
export const percentOf = ({ progress }: RunningImport): number =>
  progress.total === 0 ? 100 : Math.floor((progress.done * 100) / progress.total)

/** How far the organization's import is, wherever on People one is. */
export function ImportChip({ onOpen }: { readonly onOpen: () => void }) {
  const { t } = useTranslation('people')
  const run = useFollowedImport()
  if (run === undefined) return null
  const { state } = run.progress
  const percent = percentOf(run)
  const failed = run.problem !== null || state === 'failed'
  const words = failed
    ? t('import.chipFailed')
    : state === 'running'
      ? t('import.chip', { percent })
      : state === 'finished'
        ? t('import.chipDone')
        : t('import.chipCancelled')
  return (
    <WorkChip
      state={failed ? 'failed' : state}
      percent={percent}
      words={words}
      label={t('import.chipLabel', { file: run.fileName })}
      onOpen={onOpen}
    />
  )
}
