import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../src-preload/contract/durations.ts'

/** Days, hours, minutes and seconds in so many milliseconds, rounded down; all 0 when it is over. */
export function partsOf(ms: number) {
  const rest = Math.max(0, ms)
  return {
    days: Math.floor(rest / DAY_MS),
    hours: Math.floor((rest % DAY_MS) / HOUR_MS),
    minutes: Math.floor((rest % HOUR_MS) / MINUTE_MS),
    seconds: Math.floor((rest % MINUTE_MS) / SECOND_MS),
  }
}

/** Counts down to an instant (ISO 8601): every second in the last hour, every minute before. */
export function Countdown({ to }: { readonly to: string }) {
  const { t } = useTranslation('components')
  const end = Date.parse(to)
  const [now, setNow] = useState(Date.now)
  const near = end - now < HOUR_MS
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), near ? SECOND_MS : MINUTE_MS)
    return () => clearInterval(timer)
  }, [near])
  const { days, hours, minutes, seconds } = partsOf(end - now)
  if (end <= now) return t('countdown.over')
  if (days > 0) return t('countdown.inDays', { days, hours })
  if (hours > 0) return t('countdown.inHours', { hours, minutes })
  return t('countdown.inMinutes', { minutes, seconds })
}
