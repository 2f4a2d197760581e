/**
 * The relay: publishes what waits in the outboxes of all tenants, at least once, of each in the order of its changes.
 * Looking for what waits is the truth; the store's notice of changes only wakes it earlier.
 */
import type { Broker, OutMessage } from '../../broker/port.ts'
import type { Store } from '../../store/index.ts'
import { heads, type OutboxRecord } from '../../store/records/index.ts'
import { backOff, Later } from './later.ts'
import { anyWaits, markPublished, type Taken, take } from './outbox-rows.ts'
import { Rate } from './rate.ts'

export interface RelayOptions {
  /** Whether this process may publish now; asked again before each batch. */
  readonly held: () => boolean
  readonly defect: (where: string, error: unknown) => void
  /** Events in one batch. */
  readonly batch?: number
  /** How long it rests at most before it looks by itself, in milliseconds. */
  readonly pollMs?: number
}

const BATCH = 1_000
const POLL_MS = 1_000
/** Changes that come one upon the other are published together. */
const GATHER_MS = 5
const FIRST_PAUSE_MS = 250
const LONGEST_PAUSE_MS = 15_000

/** How a look at the outbox ended: nothing is left, there is more, or something could not be published. */
type Pass = 'done' | 'more' | 'held up'

const messageOf = ({ id, exchange, routingKey, type, body }: OutboxRecord): OutMessage => ({
  id,
  exchange,
  routingKey,
  type,
  body,
})

export class Relay {
  readonly rate = new Rate()
  readonly #store: Store
  readonly #broker: Broker
  readonly #options: RelayOptions
  readonly #later = new Later()
  #refused = 0
  #running: Promise<void> = Promise.resolve()
  #forget: (() => void)[] = []

  constructor(store: Store, broker: Broker, options: RelayOptions) {
    this.#store = store
    this.#broker = broker
    this.#options = options
  }

  /** How many publications the broker refused, or did not answer. */
  get refused(): number {
    return this.#refused
  }

  start(): void {
    this.#forget = [this.#broker.onState(() => this.wake())]
    this.#running = this.#run()
  }

  /** Something may wait, or may be published again: look now. */
  wake(): void {
    this.#later.wake()
  }

  /** Resolves when what is under way is published and marked, or was given up. */
  async stop(): Promise<void> {
    this.#later.stop()
    for (const forget of this.#forget) forget()
    await this.#running
  }

  async #run(): Promise<void> {
    const stopWatching = await this.#watch()
    let failures = 0
    while (!this.#later.stopped) {
      if (!this.#mayPublish()) {
        await this.#later.untilNews(this.#options.pollMs ?? POLL_MS)
        continue
      }
      const pass = await this.#look()
      failures = pass === 'held up' ? failures + 1 : 0
      if (pass === 'held up') await this.#later.pause(backOff(failures - 1, FIRST_PAUSE_MS, LONGEST_PAUSE_MS))
      else if (pass === 'done') {
        await this.#later.untilNews(this.#options.pollMs ?? POLL_MS)
        await this.#later.pause(GATHER_MS)
      }
    }
    await stopWatching()
  }

  /** Every change that publishes something writes its tenant's head, so that is what is watched. */
  async #watch(): Promise<() => Promise<void>> {
    try {
      return await this.#store.watch(
        heads,
        () => this.wake(),
        () => this.wake(),
      )
    } catch {
      // Without notice it looks every `pollMs`.
      return async () => undefined
    }
  }

  #mayPublish(): boolean {
    return !this.#later.stopped && this.#options.held() && this.#broker.state().state === 'up'
  }

  async #look(): Promise<Pass> {
    try {
      return (await anyWaits(this.#store)) ? await this.#pass() : 'done'
    } catch (error) {
      this.#options.defect('relay', error)
      return 'held up'
    }
  }

  /**
   * Publishes batch after batch from the oldest on. While one is under way, the one before is marked and the next is
   * read. An organization of which something was not confirmed is left alone until the next pass.
   */
  async #pass(): Promise<Pass> {
    const limit = this.#options.batch ?? BATCH
    const heldUp = new Set<string>()
    /** What waits at and before the batch under way and is known: it may be read over. */
    let known = 0
    let unmarked: readonly OutboxRecord[] = []
    let batch: Taken = await take(this.#store, limit)
    let full = false
    while (batch.kind === 'rows' && batch.rows.length > 0 && this.#mayPublish()) {
      const { rows } = batch
      full = rows.length === limit
      known += rows.length
      const sent = rows.filter((row) => !heldUp.has(row.orgId))
      const publishing = this.#broker.publish(sent.map(messageOf))
      const marking = unmarked
      const [outcomes, next] = await both(publishing, async (): Promise<Taken> => {
        await markPublished(this.#store, marking)
        const cursor = rows.at(-1)?.id ?? ''
        return full ? take(this.#store, limit, { cursor, known }) : { kind: 'rows', rows: [] }
      })
      unmarked = confirmedOf(sent, outcomes, heldUp)
      known -= unmarked.length
      this.#count(unmarked, sent.length)
      batch = next
    }
    await markPublished(this.#store, unmarked)
    if (heldUp.size > 0) return 'held up'
    return batch.kind === 'overtaken' || full ? 'more' : 'done'
  }

  #count(confirmed: readonly OutboxRecord[], sent: number): void {
    this.#refused += sent - confirmed.length
    const counts = new Map<string, number>()
    for (const { orgId } of confirmed) counts.set(orgId, (counts.get(orgId) ?? 0) + 1)
    this.rate.add(counts)
  }
}

/** Of each organization what was confirmed up to the first that was not; the others are put into `heldUp`. */
function confirmedOf(
  sent: readonly OutboxRecord[],
  outcomes: readonly string[],
  heldUp: Set<string>,
): OutboxRecord[] {
  const confirmed: OutboxRecord[] = []
  for (const [i, row] of sent.entries()) {
    if (heldUp.has(row.orgId)) continue
    if (outcomes[i] === 'confirmed') confirmed.push(row)
    else heldUp.add(row.orgId)
  }
  return confirmed
}

/** Waits for both, also where one fails, so that nothing is under way when the failure is dealt with. */
async function both<A, B>(one: Promise<A>, other: () => Promise<B>): Promise<[A, B]> {
  const [a, b] = await Promise.allSettled([one, other()])
  if (a.status === 'rejected') throw a.reason
  if (b.status === 'rejected') throw b.reason
  return [a.value, b.value]
}
