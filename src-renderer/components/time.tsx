import i18next from 'i18next'
import { dateFormat } from '../text/formats.ts'
import { useLanguage } from '../text/language.ts'
import { useZone } from './zone.tsx'

interface TimeProps {
  /** ISO 8601 in UTC, as the contract gives it. */
  readonly at: string
  readonly show?: 'date' | 'minute' | 'second'
}

const SHOWN = {
  date: { dateStyle: 'medium' },
  minute: { dateStyle: 'medium', timeStyle: 'short' },
  second: { dateStyle: 'medium', timeStyle: 'medium' },
} as const

/** A time in the organization's zone, with the UTC on hover. */
export function Time({ at, show = 'minute' }: TimeProps) {
  const timeZone = useZone()
  const language = useLanguage()
  const time = at.replace('T', ' ').replace(/(\.\d+)?Z$/, '')
  return (
    // The system's own hint: a table has one in every row.
    <time dateTime={at} title={i18next.t('utc', { ns: 'components', time })}>
      {dateFormat(language, { timeZone, ...SHOWN[show] }).format(new Date(at))}
    </time>
  )
}
