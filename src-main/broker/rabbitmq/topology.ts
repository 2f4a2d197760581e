/**
 * What the broker must hold, as data: exchanges, queues, bindings. `fixed` settings are what a thing is (its
 * type, a retry queue's delay); `tunable` ones an administrator may set by policy. Keys as in policies.
 */
import type { WorkQueue } from '../port.ts'
import { deadOf, EXCHANGE_NAMES, exchangeNamed, retryOf, UNROUTED } from './names.ts'

export interface Settings {
  readonly [key: string]: string | number
}
export interface WantedExchange {
  readonly name: string
  readonly type: 'topic' | 'fanout'
  readonly tunable: Settings
}
export interface WantedQueue {
  readonly name: string
  readonly fixed: Settings
  readonly tunable: Settings
}
export interface WantedBinding {
  readonly exchange: string
  readonly queue: string
  readonly pattern: string
}
export interface Topology {
  readonly exchanges: readonly WantedExchange[]
  readonly queues: readonly WantedQueue[]
  readonly bindings: readonly WantedBinding[]
}

/**
 * How often the broker hands out a message that nobody answers (the console crashes on it, say) before it goes to
 * the dead letters. Attempts that are answered are counted by a header of ours: what the broker counts differs by version.
 */
export const DELIVERY_LIMIT = 20
/** Events nobody is bound to are kept to be counted, the newest so many. */
const UNROUTED_LENGTH = 100_000

const QUORUM = { 'queue-type': 'quorum' } as const
/** A dead-lettered message leaves its queue only when the other has it; that needs both settings. */
const AT_LEAST_ONCE = { 'dead-letter-strategy': 'at-least-once', overflow: 'reject-publish' } as const

/** The five exchanges and where goes what nobody is bound to. */
export function exchangeTopology(): Topology {
  return {
    exchanges: [
      { name: UNROUTED, type: 'fanout', tunable: {} },
      ...EXCHANGE_NAMES.map((name) => ({
        name,
        type: 'topic' as const,
        tunable: { 'alternate-exchange': UNROUTED },
      })),
    ],
    queues: [
      { name: UNROUTED, fixed: QUORUM, tunable: { 'max-length': UNROUTED_LENGTH, overflow: 'drop-head' } },
    ],
    bindings: [{ exchange: UNROUTED, queue: UNROUTED, pattern: '' }],
  }
}

/** A work queue with its retry queues, one a delay, and its dead letters. */
export function queueTopology(queue: WorkQueue, delays: readonly number[]): Topology {
  const { name } = queue
  const dead = deadOf(name)
  const retries = delays.map((delay) => ({
    name: retryOf(name, delay),
    fixed: {
      ...QUORUM,
      ...AT_LEAST_ONCE,
      'message-ttl': delay,
      'dead-letter-exchange': '',
      'dead-letter-routing-key': name,
    },
    tunable: {},
  }))
  return {
    exchanges: [],
    // What others point at comes first.
    queues: [
      // Looking at dead letters fetches them and gives them back. A classic queue puts them where they were; a quorum
      // queue puts them at its end, and from 4.0 on loses them to its delivery limit when they are looked at often.
      { name: dead, fixed: { 'queue-type': 'classic' }, tunable: {} },
      {
        name,
        fixed: QUORUM,
        tunable: {
          ...AT_LEAST_ONCE,
          'delivery-limit': DELIVERY_LIMIT,
          'dead-letter-exchange': '',
          'dead-letter-routing-key': dead,
        },
      },
      ...retries,
    ],
    bindings: queue.bindings.map(({ exchange, pattern }) => ({
      exchange: exchangeNamed(exchange),
      queue: name,
      pattern,
    })),
  }
}

/** A queue's settings as arguments of its declaration. */
export const asArguments = (settings: Settings): { [argument: string]: string | number } =>
  Object.fromEntries(Object.entries(settings).map(([key, value]) => [`x-${key}`, value]))
