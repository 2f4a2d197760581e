import { useTranslation } from 'react-i18next'
import { useZone } from './zone.tsx'

interface TimeProps {
  /** ISO 8601 in UTC, as the contract gives it. */
  readonly at: string
  readonly show?: 'date' | 'minute' | 'second'
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** Making a formatter costs more than using it a thousand times, and a table uses it for every row. */
function formatOf(locale: string, timeZone: string, show: 'date' | 'minute' | 'second'): Intl.DateTimeFormat {
  const key = `${locale} ${timeZone} ${show}`
  const known = formats.get(key)
  if (known !== undefined) return known
  const made = new Intl.DateTimeFormat(locale, {
    timeZone,
    dateStyle: 'medium',
    ...(show === 'date' ? {} : { timeStyle: show === 'minute' ? 'short' : 'medium' }),
  })
  formats.set(key, made)
  return made
}

/** A time in the organization's zone, with the UTC on hover. */
export function Time({ at, show = 'minute' }: TimeProps) {
  const zone = useZone()
  const { t, i18n } = useTranslation('components')
  const utc = t('utc', { time: at.replace('T', ' ').replace(/(\.\d+)?Z$/, '') })
  return (
    // The system's own hint: a table has one in every row.
    <time dateTime={at} title={utc}>
      {formatOf(i18n.language, zone, show).format(new Date(at))}
    </time>
  )
}
