import i18next from 'i18next'
import { useLanguage } from '../text/language.ts'
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
  const language = useLanguage()
  const time = at.replace('T', ' ').replace(/(\.\d+)?Z$/, '')
  return (
    // The system's own hint: a table has one in every row.
    <time dateTime={at} title={i18next.t('utc', { ns: 'components', time })}>
      {formatOf(language, zone, show).format(new Date(at))}
    </time>
  )
}
