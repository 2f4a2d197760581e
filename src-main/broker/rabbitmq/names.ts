/** What everything is called on the broker. */
import { EXCHANGES, type Exchange } from '../../../src-preload/contract/event-types/index.ts'

const PREFIX = 'castellan.'

/** The topic exchange of a handler type. */
export const exchangeNamed = (exchange: Exchange): string => `${PREFIX}${exchange}`
export const EXCHANGE_NAMES: readonly string[] = EXCHANGES.map(exchangeNamed)

const HANDLER_TYPES: ReadonlySet<string> = new Set(EXCHANGES)

/** The handler type of an exchange of ours; of any other its own name, and never one that is taken for ours. */
export function handlerType(exchange: string): string {
  if (EXCHANGE_NAMES.includes(exchange)) return exchange.slice(PREFIX.length)
  return HANDLER_TYPES.has(exchange) ? `${exchange} (not ours)` : exchange
}

/** Exchange and queue for what nobody is bound to. */
export const UNROUTED = `${PREFIX}unrouted`

export const deadOf = (queue: string): string => `${queue}.dead`
/** The retry queue of one delay: `….retry.30s`. */
export const retryOf = (queue: string, milliseconds: number): string =>
  `${queue}.retry.${milliseconds % 1000 === 0 ? `${milliseconds / 1000}s` : `${milliseconds}ms`}`
export const isRetry = (queue: string): boolean => /\.retry\.\d+m?s$/.test(queue)
