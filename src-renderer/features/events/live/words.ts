import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { EventRow } from '../../../../src-preload/contract/events.ts'
import { useHere } from '../../../app/index.ts'
import { type ExchangeWords, useExchangeWords } from '../exchange-badge.tsx'

/** A time of the wire as the organization's clock shows it, to the millisecond; what is no time stays as it came. */
export type Clock = (time: string) => string

export function useClock(): Clock {
  const { i18n } = useTranslation()
  const { context } = useHere()
  return useMemo(() => {
    const format = new Intl.DateTimeFormat(i18n.language, {
      timeZone: context.timeZone,
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      fractionalSecondDigits: 3,
      hourCycle: 'h23',
    })
    return (time) => {
      const at = Date.parse(time)
      return Number.isNaN(at) ? time : format.format(at)
    }
  }, [i18n.language, context.timeZone])
}

/** Who did it and where, in words: names where they are known, else what there is to say instead. */
export function useWho() {
  const { t } = useTranslation('events')
  return useMemo(
    () => ({
      actorOf: (row: Pick<EventRow, 'actor' | 'actorId'>): string => {
        if (row.actor !== '') return row.actor
        if (row.actorId === 'platform') return t('platform')
        return row.actorId === '' ? t('outside') : row.actorId
      },
      organizationOf: (row: Pick<EventRow, 'organization'>): string =>
        row.organization === '' ? t('personal') : row.organization,
    }),
    [t],
  )
}

/** What a row needs of words; made once for all rows, which come by the hundred. */
export interface RowWords extends ReturnType<typeof useWho> {
  readonly clock: Clock
  readonly exchanges: ExchangeWords
  readonly simulated: string
}

export function useRowWords(): RowWords {
  const { t } = useTranslation('events')
  const clock = useClock()
  const who = useWho()
  const exchanges = useExchangeWords()
  return useMemo(() => ({ ...who, clock, exchanges, simulated: t('simulated') }), [who, clock, exchanges, t])
}
