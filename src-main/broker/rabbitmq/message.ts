/** Messages as the broker holds them, and as the port shows them. */
import { createHash } from 'node:crypto'
import type { Message, Options } from 'amqplib'
import { HEADERS } from '../headers.ts'
import { letterKey } from '../letter-key.ts'
import type { DeadLetter, Delivery, TapMessage } from '../port.ts'
import { handlerType } from './names.ts'

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

const headersOf = ({ properties }: Message): { readonly [name: string]: unknown } => properties.headers ?? {}

/** The event's id; without one, the same for the same body. */
const idOf = ({ properties, content }: Message): string =>
  text(properties.messageId) ?? `body-${createHash('sha256').update(content).digest('hex').slice(0, 32)}`

function attemptsOf(headers: { readonly [name: string]: unknown }): number {
  const attempts = headers[HEADERS.attempts]
  return typeof attempts === 'number' && attempts >= 0 ? Math.trunc(attempts) : 0
}

/**
 * How often the broker handed it out before, by its own count: from 4.3 on each time, in older versions each time that
 * it came back.
 */
export function handedOut(message: Message): number {
  const { 'x-acquired-count': acquired, 'x-delivery-count': delivered } = headersOf(message)
  const count = acquired ?? delivered
  return typeof count === 'number' ? count : 0
}

export function tapMessageOf(message: Message): TapMessage {
  const { exchange, routingKey } = message.fields
  return {
    id: idOf(message),
    exchange: handlerType(exchange),
    routingKey,
    body: message.content.toString('utf8'),
  }
}

export function deliveryOf(message: Message): Delivery {
  const headers = headersOf(message)
  return {
    ...tapMessageOf(message),
    ...origin(message),
    attempts: attemptsOf(headers),
    headers,
  }
}

/** By what it came first: a header of ours after a move, the broker's own record after its dead-lettering. */
function origin(message: Message): { readonly exchange: string; readonly routingKey: string } {
  const headers = headersOf(message)
  const death = headers['x-death']
  const first: unknown = Array.isArray(death) ? death.at(-1) : undefined
  const { exchange, routingKey } = message.fields
  const died = isDeath(first) ? { exchange: first.exchange, routingKey: first['routing-keys'][0] } : undefined
  return {
    exchange: handlerType(text(headers[HEADERS.exchange]) ?? died?.exchange ?? exchange),
    routingKey: text(headers[HEADERS.routingKey]) ?? died?.routingKey ?? routingKey,
  }
}

interface Death {
  readonly reason: string
  readonly exchange: string
  readonly 'routing-keys': readonly string[]
  readonly time?: { readonly '!': 'timestamp'; readonly value: number }
}
const isDeath = (value: unknown): value is Death =>
  typeof value === 'object' &&
  value !== null &&
  'exchange' in value &&
  typeof value.exchange === 'string' &&
  'routing-keys' in value &&
  Array.isArray(value['routing-keys'])

export function deadLetterOf(queue: string, message: Message): DeadLetter {
  const { id, body, exchange, routingKey, headers, attempts } = deliveryOf(message)
  const death: unknown = Array.isArray(headers['x-death']) ? headers['x-death'][0] : undefined
  const broker = isDeath(death) ? death : undefined
  return {
    key: letterKey({ id, routingKey, body }),
    id,
    queue,
    exchange,
    routingKey,
    body,
    ...failureOf(headers, broker),
    attempts,
    diedAt: text(headers[HEADERS.diedAt]) ?? diedAt(broker),
  }
}

function failureOf(
  headers: { readonly [name: string]: unknown },
  death: Death | undefined,
): Pick<DeadLetter, 'reason' | 'code'> {
  const reason = text(headers[HEADERS.reason])
  if (reason !== undefined) return { reason, code: text(headers[HEADERS.code]) ?? '' }
  if (!death) return { reason: 'It was put here by hand; nothing tells why.', code: '' }
  return death.reason === 'delivery_limit'
    ? {
        reason: 'The broker gave it up: it was handed out too often without an answer.',
        code: 'UNANSWERED',
      }
    : { reason: `The broker gave it up: ${death.reason}.`, code: 'GIVEN_UP' }
}

const diedAt = (death: Death | undefined): string => new Date((death?.time?.value ?? 0) * 1000).toISOString()

/**
 * The same message for another queue, with headers of ours added. The broker's own records of earlier moves stay
 * behind: with them it would take the way of a retry for an endless circle and drop the message.
 */
export function copyOf(message: Message, more: { readonly [name: string]: unknown }): Options.Publish {
  const { messageId, type, contentType, contentEncoding, timestamp, appId } = message.properties
  const kept = Object.entries(headersOf(message)).filter(([name]) => !BROKERS_OWN.test(name))
  const { exchange, routingKey } = origin(message)
  const headers = {
    ...Object.fromEntries(kept),
    [HEADERS.exchange]: exchange,
    [HEADERS.routingKey]: routingKey,
    ...more,
  }
  return { messageId, type, contentType, contentEncoding, timestamp, appId, headers }
}

const BROKERS_OWN = /^x-(death|first-death-|last-death-|delivery-count|acquired-count)/
