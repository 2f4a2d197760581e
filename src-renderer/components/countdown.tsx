import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** Days, hours, minutes and seconds in so many milliseconds, rounded down; all 0 when it is over. */
export function partsOf(ms: number) {
  const rest = Math.max(0, ms)
  return {
    days: Math.floor(rest / DAY),
    hours: Math.floor((rest % DAY) / HOUR),
    minutes: Math.floor((rest % HOUR) / MINUTE),
    seconds: Math.floor((rest % MINUTE) / SECOND),
  }
}

/** Counts down to an instant (ISO 8601): every second in the last hour, every minute before. */
export function Countdown({ to }: { readonly to: string }) {
  const { t } = useTranslation('components')
  const end = Date.parse(to)
  const [now, setNow] = useState(Date.now)
  const near = end - now < HOUR
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), near ? SECOND : MINUTE)
    return () => clearInterval(timer)
  }, [near])
  const { days, hours, minutes, seconds } = partsOf(end - now)
  if (end <= now) return t('countdown.over')
  if (days > 0) return t('countdown.inDays', { days, hours })
  if (hours > 0) return t('countdown.inHours', { hours, minutes })
  return t('countdown.inMinutes', { minutes, seconds })
}
