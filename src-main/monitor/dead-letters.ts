/**
 * Dead letters of the work queues. Operators see all of them; an organization's admins see and touch only those
 * whose envelope and routing key are theirs. Nothing is ever edited.
 */
import { notFound } from '../../src-preload/contract/errors.ts'
import type { DeadLetter, LetterGroup, WhichLetters } from '../../src-preload/contract/events.ts'
import { type Broker, type DeadLetter as Letter, plainSentence } from '../broker/index.ts'
import type { Work } from '../work/index.ts'
import { admit, type Seen } from './admit.ts'
import { reachOf } from './monitor.ts'
import { veiledText } from './veil.ts'

/** So many of a queue's oldest dead letters are looked at, and are as many as one action takes. */
const MOST_LOOKED_AT = 2_000
const MOST_CHARACTERS = 64 * 1024

interface Looked {
  readonly letter: Letter
  /** Null where it is no event at all. */
  readonly seen: Seen | null
  /** Whoever looks may see no more than its shape: of another organization, or nobody knows of whom. */
  readonly veiled: boolean
}
/** Dead letters that were chosen, and what there is to say of them. */
export interface Chosen {
  /** Oldest first: which letters, and whose; no organization where it is no event. */
  readonly letters: readonly { readonly key: string; readonly orgId: string | undefined }[]
  readonly messages: number
  readonly organizations: number
  readonly types: readonly { readonly type: string; readonly messages: number }[]
  readonly oldest: string | null
  readonly newest: string | null
  /** The queue holds more than was looked at. */
  readonly more: boolean
}
export interface Browsed {
  readonly items: DeadLetter[]
  readonly matching: number
  readonly groups: LetterGroup[]
  readonly more: boolean
}
interface Part {
  readonly which: WhichLetters
  readonly offset: number
  readonly limit: number
}

export class DeadLetterDesk {
  readonly #broker: Broker
  constructor(broker: Broker) {
    this.#broker = broker
  }

  /** What lies in each queue. For an organization only its own is counted, as far as one looks. */
  async counts(work: Work): Promise<{ queue: string; messages: number; more: boolean; forgotten: number }[]> {
    const counts = await this.#broker.deadLetters.counts()
    const reach = reachOf(work)
    if ('everybody' in reach) return counts.map((c) => ({ forgotten: 0, ...c, more: false }))
    return Promise.all(
      counts.map(async ({ queue, messages, forgotten = 0 }) => {
        const own = messages === 0 ? [] : await this.#own(work, queue, MOST_LOOKED_AT)
        return { queue, messages: own.length, more: messages > MOST_LOOKED_AT, forgotten }
      }),
    )
  }

  /** The oldest that one may see, and the groups that they fall into. Throws `NOT_FOUND` for an unknown queue. */
  async browse(work: Work, queue: string, { which, offset, limit }: Part): Promise<Browsed> {
    const held = await this.#held(queue)
    const own = await this.#own(work, queue, MOST_LOOKED_AT)
    const wanted = own.filter(wantedBy(which))
    return {
      items: wanted.slice(offset, offset + limit).map(viewOf),
      matching: wanted.length,
      groups: groupsOf(own),
      more: held > MOST_LOOKED_AT,
    }
  }

  /** Finds what is meant among what one may see. Throws `NOT_FOUND` where nothing is. */
  async choose(work: Work, queue: string, wanted: WhichLetters): Promise<Chosen> {
    const held = await this.#held(queue)
    const own = (await this.#own(work, queue, MOST_LOOKED_AT)).filter(wantedBy(wanted))
    if (own.length === 0) throw notFound('dead letter')
    const times = own.map(({ letter }) => letter.diedAt).sort()
    return {
      // What is named here is what goes: nothing that died since, and nothing that nobody looked at.
      letters: own.map(({ letter, seen }) => ({ key: letter.key, orgId: seen?.orgId })),
      messages: own.length,
      organizations: countBy(own, ({ seen }) => seen?.orgId).size,
      types: typesOf(own),
      oldest: times[0] ?? null,
      newest: times.at(-1) ?? null,
      more: held > MOST_LOOKED_AT,
    }
  }

  async #own(work: Work, queue: string, limit: number): Promise<Looked[]> {
    const reach = reachOf(work)
    const letters = await this.#broker.deadLetters.browse(queue, limit)
    return letters.flatMap((letter): Looked[] => {
      const admitted = admit(letter, reach)
      if (typeof admitted !== 'string') {
        const { seen } = admitted
        return [{ letter, seen, veiled: seen.veiled }]
      }
      return 'everybody' in reach ? [{ letter, seen: null, veiled: true }] : []
    })
  }

  /** How many lie in the queue, whosever they are. */
  async #held(queue: string): Promise<number> {
    const counts = await this.#broker.deadLetters.counts()
    const known = counts.find((c) => c.queue === queue)
    if (known === undefined) throw notFound('queue')
    return known.messages
  }
}

function wantedBy(wanted: WhichLetters): (looked: Looked) => boolean {
  if ('all' in wanted) return () => true
  if ('because' in wanted) return (looked) => reasonSeen(looked) === wanted.because
  const ids = new Set(wanted.ids)
  return ({ letter }) => ids.has(letter.key)
}

/** A reason may quote what it refused: whoever sees no more than an event's shape reads the sentence of its code. */
const reasonSeen = ({ letter, veiled }: Looked): string =>
  veiled ? plainSentence(letter.code) : letter.reason

const viewOf = (looked: Looked): DeadLetter => {
  const { letter, seen, veiled } = looked
  return {
    letterId: letter.key,
    id: letter.id,
    exchange: letter.exchange,
    key: letter.routingKey,
    type: seen?.type ?? '',
    orgId: seen?.orgId ?? '',
    subject: seen?.subject ?? '',
    reason: reasonSeen(looked),
    attempts: letter.attempts,
    diedAt: letter.diedAt,
    body: (veiled ? veiledText(letter.body) : letter.body).slice(0, MOST_CHARACTERS),
    veiled,
    bytes: Buffer.byteLength(letter.body),
  }
}

/** The largest group first. */
function groupsOf(list: readonly Looked[]): LetterGroup[] {
  const groups = new Map<string, Looked[]>()
  for (const one of list) {
    const reason = reasonSeen(one)
    const own = groups.get(reason)
    if (own) own.push(one)
    else groups.set(reason, [one])
  }
  return [...groups]
    .map(([reason, own]) => {
      const times = own.map(({ letter }) => letter.diedAt).sort()
      return {
        reason,
        messages: own.length,
        types: typesOf(own),
        oldest: times[0] ?? '',
        newest: times.at(-1) ?? '',
      }
    })
    .sort((a, b) => b.messages - a.messages)
}

const typesOf = (list: readonly Looked[]): { type: string; messages: number }[] =>
  [...countBy(list, ({ seen }) => seen?.type ?? '')]
    .map(([type, messages]) => ({ type, messages }))
    .sort((a, b) => b.messages - a.messages)

export function countBy<T>(
  list: readonly T[],
  key: (one: T) => string | undefined,
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const one of list) {
    const name = key(one)
    if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  return counts
}
