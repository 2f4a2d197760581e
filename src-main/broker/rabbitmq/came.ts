/**
 * By what a message first came. Whoever publishes can write any header, one of ours and the broker's own record of deaths
 * too, but not by which exchange and key the broker took the message. So a header counts only where the default exchange
 * brought it, by which our own moves and what the broker takes out of our queues come, and nobody else may publish.
 */
import type { Message } from 'amqplib'
import { HEADERS } from '../headers.ts'
import { handlerType, isRetry } from './names.ts'

interface Headers {
  readonly [name: string]: unknown
}

export interface Came {
  /** Handler type, or an exchange's own name. */
  readonly exchange: string
  readonly routingKey: string
  /** The headers that we wrote at its last move; none where it never was moved. */
  readonly ours: Headers
  /** How the broker last took it out of a queue. */
  readonly death: Death | undefined
}

export interface Death {
  readonly reason: string
  readonly queue: string
  readonly exchange: string
  readonly routingKey: string
  /** ISO 8601, UTC; the beginning of 1970 where it cannot be read. */
  readonly at: string
}

export const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

export function cameBy(message: Message): Came {
  const { exchange, routingKey } = message.fields
  const headers: Headers = message.properties.headers ?? {}
  const first = { exchange: handlerType(exchange), routingKey, ours: {}, death: undefined }
  if (exchange !== '') return first
  const deaths: unknown = headers['x-death']
  // A copy of ours has none of the broker's record, see `copyOf`.
  if (deaths === undefined) return moved(message, undefined)
  const death = lastOf(deaths)
  if (death && isRetry(death.queue)) return moved(message, death)
  if (!death || !BY_ITS_READER.has(death.reason)) return { ...first, death }
  return death.exchange === ''
    ? moved(message, death)
    : { exchange: handlerType(death.exchange), routingKey: death.routingKey, ours: {}, death }
}

/**
 * Deaths that only whoever reads the queue brings about. Of any other the broker's record proves nothing: a publisher
 * lets its message expire at once, and into a record that it wrote beforehand RabbitMQ 3.10 only adds a count.
 */
const BY_ITS_READER: ReadonlySet<string> = new Set(['delivery_limit', 'rejected'])
const OURS: ReadonlySet<string> = new Set(Object.values(HEADERS))

function moved({ fields, properties }: Message, death: Death | undefined): Came {
  const ours = Object.fromEntries(
    Object.entries<unknown>(properties.headers ?? {}).filter(
      ([name, value]) => OURS.has(name) && (typeof value === 'string' || Number.isSafeInteger(value)),
    ),
  )
  return {
    exchange: text(ours[HEADERS.exchange]) ?? handlerType(fields.exchange),
    routingKey: text(ours[HEADERS.routingKey]) ?? fields.routingKey,
    ours,
    death,
  }
}

/** The newest entry is the first. */
function lastOf(deaths: unknown): Death | undefined {
  const entry: unknown = Array.isArray(deaths) ? deaths[0] : undefined
  if (typeof entry !== 'object' || entry === null) return undefined
  const { reason, queue, exchange, time, 'routing-keys': keys }: Headers = { ...entry }
  const routingKey: unknown = Array.isArray(keys) ? keys[0] : undefined
  return typeof reason === 'string' &&
    typeof queue === 'string' &&
    typeof exchange === 'string' &&
    typeof routingKey === 'string'
    ? { reason, queue, exchange, routingKey, at: instantOf(time) }
    : undefined
}

/** The last second of the year 9999; later ones have more digits, and no place in a table. */
const LATEST = 253_402_300_799

function instantOf(time: unknown): string {
  const value: unknown = typeof time === 'object' && time !== null && 'value' in time ? time.value : 0
  const seconds = typeof value === 'number' && value > 0 && value <= LATEST ? value : 0
  return new Date(seconds * 1000).toISOString()
}
