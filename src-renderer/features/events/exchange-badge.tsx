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

/** The exchange as a word on its colour; the word alone says it too. Plain markup: a table draws it hundreds of times. */
export function ExchangeBadge({ exchange }: { readonly exchange: string }) {
  const { t } = useTranslation('events')
  const known = isExchange(exchange)
  return (
    <span className={classes['exchange']} data-exchange={known ? exchange : 'other'}>
      {known ? t(`exchange.${exchange}`) : exchange}
    </span>
  )
}
