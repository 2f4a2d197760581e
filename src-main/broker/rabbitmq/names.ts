/** What everything is called on the broker. */
import { EXCHANGES, type Exchange } from '../../../src-preload/contract/event-types/index.ts'

const PREFIX = 'castellan.'

/** The topic exchange of a handler type. */
export const exchangeNamed = (exchange: Exchange): string => `${PREFIX}${exchange}`
export const EXCHANGE_NAMES: readonly string[] = EXCHANGES.map(exchangeNamed)

/** The handler type of an exchange of ours; of any other its own name. */
export const handlerType = (exchange: string): string =>
  EXCHANGE_NAMES.includes(exchange) ? exchange.slice(PREFIX.length) : exchange

/** Exchange and queue for what nobody is bound to. */
export const UNROUTED = `${PREFIX}unrouted`

export const deadOf = (queue: string): string => `${queue}.dead`
/** The retry queue of one delay: `….retry.30s`. */
export const retryOf = (queue: string, milliseconds: number): string =>
  `${queue}.retry.${milliseconds % 1000 === 0 ? `${milliseconds / 1000}s` : `${milliseconds}ms`}`
