/** What comes from the broker, read and checked once more: text of whoever published it, until it proves to be ours. */
import { EXCHANGES } from '../../src-preload/contract/event-types/index.ts'
import type { TapMessage } from '../broker/index.ts'
import { readJson } from '../events/index.ts'
import { veiled } from './veil.ts'

/**
 * An event as the monitor knows it. All of it is text from the wire, a copy of a part of the message: what is kept of an
 * event is at most twice its text.
 */
export interface Seen {
  readonly id: string
  readonly time: string
  readonly exchange: string
  readonly type: string
  readonly subject: string
  /** What it is about by name, where the event tells one. */
  readonly name: string
  readonly actorId: string
  readonly orgId: string
  readonly key: string
  readonly auditId: string
  readonly simulated: boolean
  /** Whoever watches may see no more than its envelope and its shape. */
  readonly veiled: boolean
}

/**
 * Whose events may be seen: one organization's, or, for operators, everybody's; of those not the content, but for what is
 * the platform's own.
 */
export type Reach = { readonly orgId: string } | { readonly everybody: true; readonly own: string }

export type Admitted =
  | {
      readonly seen: Seen
      /** The envelope, parsed, as far as it may be seen. */
      readonly event: () => unknown
    }
  /** No CloudEvent, or nested deeper than any. */
  | 'unreadable'
  /** Envelope and routing key do not both name the organization that they should, or it came by no exchange of ours. */
  | 'withheld'

/** A publisher is held to its keys on these alone; what it binds to them itself passes them too. */
const OURS: ReadonlySet<string> = new Set(EXCHANGES)

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/**
 * Reads a message and checks that both its envelope and its routing key are of the organization that may be
 * seen. The binding of the tap has promised as much; a publisher's mistake must still not cross over.
 */
export function admit(message: TapMessage, reach: Reach): Admitted {
  const event = parsed(message.body)
  if (event === undefined) return 'unreadable'
  const orgId = text(event['orgid'])
  const [id, type] = [text(event['id']), text(event['type'])]
  if (orgId === '' || id === '' || type === '') return 'unreadable'
  const keyed = OURS.has(message.exchange) && message.routingKey.endsWith(`.${orgId}`)
  if (!keyed || ('orgId' in reach && reach.orgId !== orgId)) return 'withheld'
  const veil = 'everybody' in reach && reach.own !== orgId
  return {
    event: () => (veil ? veiled(event) : event),
    seen: {
      id,
      time: text(event['time']),
      exchange: message.exchange,
      type,
      subject: text(event['subject']),
      name: veil ? '' : nameIn(event['data']),
      actorId: text(event['actorid']),
      orgId,
      key: message.routingKey,
      auditId: text(event['auditid']),
      simulated: event['simulated'] === true,
      veiled: veil,
    },
  }
}

/** A name tells more than an id; a row has room for so much of it. */
const NAMES = ['name', 'email', 'domain', 'model', 'queue', 'kind'] as const
const LONGEST_NAME = 120

function nameIn(data: unknown): string {
  if (typeof data !== 'object' || data === null) return ''
  for (const field of NAMES) {
    const value: unknown = Object.hasOwn(data, field) ? Reflect.get(data, field) : undefined
    if (typeof value === 'string' && value !== '') return value.slice(0, LONGEST_NAME)
  }
  return ''
}

function parsed(body: string): { readonly [key: string]: unknown } | undefined {
  const json = readJson(body)
  if (!json.ok) return undefined
  const { value } = json
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as { readonly [key: string]: unknown })
    : undefined
}
