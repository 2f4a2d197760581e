/** Messages as the broker holds them, and as the port shows them. */
import { createHash } from 'node:crypto'
import type { Message, Options } from 'amqplib'
import { HEADERS } from '../headers.ts'
import { letterKey } from '../letter-key.ts'
import type { DeadLetter, Delivery, TapMessage } from '../port.ts'
import { type Came, cameBy, text } from './came.ts'
import { handlerType } from './names.ts'

interface Headers {
  readonly [name: string]: unknown
}

/** The event's id; without one, the same for the same body. */
const idOf = ({ properties, content }: Message): string =>
  text(properties.messageId) ?? `body-${createHash('sha256').update(content).digest('hex').slice(0, 32)}`

/** More than any queue allows. */
const MOST_ATTEMPTS = 10_000

function attemptsOf({ ours }: Came): number {
  const attempts = ours[HEADERS.attempts]
  return typeof attempts === 'number' && attempts >= 0 && attempts <= MOST_ATTEMPTS ? attempts : 0
}

/**
 * How often the broker handed it out before, by its own count: from 4.3 on each time, in older versions each time that
 * it came back.
 */
export function handedOut(message: Message): number {
  const { 'x-acquired-count': acquired, 'x-delivery-count': delivered }: Headers =
    message.properties.headers ?? {}
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
  const came = cameBy(message)
  const { exchange, routingKey, ours } = came
  return { ...tapMessageOf(message), exchange, routingKey, attempts: attemptsOf(came), headers: ours }
}

export function deadLetterOf(queue: string, message: Message): DeadLetter {
  const came = cameBy(message)
  const { id, body } = tapMessageOf(message)
  const { exchange, routingKey, ours, death } = came
  return {
    key: letterKey({ id, routingKey, body }),
    id,
    queue,
    exchange,
    routingKey,
    body,
    ...failureOf(came),
    attempts: attemptsOf(came),
    diedAt: text(ours[HEADERS.diedAt]) ?? death?.at ?? NEVER,
  }
}

const NEVER = new Date(0).toISOString()

function failureOf({ ours, death }: Came): Pick<DeadLetter, 'reason' | 'code'> {
  const reason = text(ours[HEADERS.reason])
  if (reason !== undefined) return { reason, code: text(ours[HEADERS.code]) ?? '' }
  if (!death) return { reason: 'It was put here by hand; nothing tells why.', code: '' }
  return death.reason === 'delivery_limit'
    ? {
        reason: 'The broker gave it up: it was handed out too often without an answer.',
        code: 'UNANSWERED',
      }
    : { reason: `The broker gave it up: ${death.reason}.`, code: 'GIVEN_UP' }
}

/**
 * The same message for another queue, with headers of ours alone. The broker's records of earlier moves stay behind: with
 * them it would take the way of a retry for an endless circle and drop the message. So does what its publisher wrote:
 * `CC` would send the copy on to any queue in our name, and not all that can be read can be written again.
 */
export function copyOf(message: Message, more: Headers): Options.Publish {
  const { messageId, type, contentType, contentEncoding, timestamp, appId } = message.properties
  const { exchange, routingKey, ours } = cameBy(message)
  const headers = { ...ours, [HEADERS.exchange]: exchange, [HEADERS.routingKey]: routingKey, ...more }
  const when = Number.isSafeInteger(timestamp) ? { timestamp } : {}
  return { messageId, type, contentType, contentEncoding, ...when, appId, headers }
}
