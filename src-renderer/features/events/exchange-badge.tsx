import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { EXCHANGES, type Exchange } from '../../../src-preload/contract/event-types/index.ts'
import classes from './events.module.css'

/** The theme's colour of each exchange, for badges and the chart. */
export const EXCHANGE_COLOR: { readonly [E in Exchange]: string } = {
  wizard: 'grape',
  approval: 'orange',
  users: 'blue',
  organizations: 'teal',
  management: 'indigo',
}

const isExchange = (name: string): name is Exchange => (EXCHANGES as readonly string[]).includes(name)

export type ExchangeWords = { readonly [E in Exchange]: string }

export function useExchangeWords(): ExchangeWords {
  const { t } = useTranslation('events')
  return useMemo(
    () => ({
      wizard: t('exchange.wizard'),
      approval: t('exchange.approval'),
      users: t('exchange.users'),
      organizations: t('exchange.organizations'),
      management: t('exchange.management'),
    }),
    [t],
  )
}

/** The exchange as a word on its colour; the word alone says it too. */
export function ExchangeBadge({ exchange }: { readonly exchange: string }) {
  return <ExchangeMark exchange={exchange} words={useExchangeWords()} />
}

/** The same with words that somebody has already: a table draws it hundreds of times. */
export function ExchangeMark(props: { readonly exchange: string; readonly words: ExchangeWords }) {
  const { exchange, words } = props
  const known = isExchange(exchange)
  return (
    <span className={classes['exchange']} data-exchange={known ? exchange : 'other'}>
      {known ? words[exchange] : exchange}
    </span>
  )
}
