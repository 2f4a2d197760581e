import { useTranslation } from 'react-i18next'
import type { Sample } from '../state/index.ts'
import { paceOf } from '../state/pace.ts'

interface PaceTextProps {
  readonly samples: readonly Sample[]
  readonly total: number
}

/** Rate and time left of long work, once two steps tell them. */
export function PaceText({ samples, total }: PaceTextProps) {
  const { t } = useTranslation('components')
  const pace = paceOf(samples, total)
  if (pace === null) return <>{t('job.estimating')}</>
  const seconds = Math.ceil(pace.secondsLeft)
  const time =
    seconds < 60
      ? t('job.seconds', { n: seconds })
      : t('job.minutes', { m: Math.floor(seconds / 60), s: seconds % 60 })
  return (
    <>
      {t('job.rate', { rate: Math.round(pace.rate) })} · {t('job.left', { time })}
    </>
  )
}
