/**
 * The relay: publishes what waits in the outboxes of all tenants, at least once, of each in the order of its changes.
 * Looking for what waits is the truth; the store's notice of changes only wakes it earlier.
 */
import type { Broker, OutMessage } from '../../broker/port.ts'
import type { Store } from '../../store/index.ts'
import { heads, type OutboxRecord } from '../../store/records/index.ts'
import { HeldBack } from './held-back.ts'
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
  /** Milliseconds that an organization is left alone after so many failures one upon the other, from 1. */
  readonly pauseOf?: (failures: number) => number
}

const BATCH = 1_000
const POLL_MS = 1_000
/** Changes that come one upon the other are published together. */
const GATHER_MS = 5
const FIRST_PAUSE_MS = 250
const LONGEST_PAUSE_MS = 15_000

const pauseAfter = (failures: number): number => backOff(failures - 1, FIRST_PAUSE_MS, LONGEST_PAUSE_MS)

/** How a look at the outbox ended: nothing is left that may go now, there is more, or it could not be read or marked. */
type Pass = 'done' | 'more' | 'failed'

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
  #heldBack: HeldBack
  #refused = 0
  #running: Promise<void> = Promise.resolve()
  #forget: (() => void)[] = []

  constructor(store: Store, broker: Broker, options: RelayOptions) {
    this.#store = store
    this.#broker = broker
    this.#options = options
    this.#heldBack = this.#nobody()
  }

  /** How many publications the broker refused, or did not answer. */
  get refused(): number {
    return this.#refused
  }

  start(): void {
    this.#forget = [
      this.#broker.onState(({ state }) => {
        // What a lost connection left open was nobody's fault. A pass under way notes it in the one that is forgotten.
        if (state === 'up') this.#heldBack = this.#nobody()
        this.wake()
      }),
    ]
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
      failures = pass === 'failed' ? failures + 1 : 0
      if (pass === 'failed') await this.#later.pause(pauseAfter(failures))
      else if (pass === 'done') {
        await this.#later.untilNews(Math.min(this.#options.pollMs ?? POLL_MS, this.#heldBack.untilNext()))
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

  #nobody(): HeldBack {
    return new HeldBack(this.#options.pauseOf ?? pauseAfter)
  }

  #mayPublish(): boolean {
    return !this.#later.stopped && this.#options.held() && this.#broker.state().state === 'up'
  }

  async #look(): Promise<Pass> {
    try {
      return (await anyWaits(this.#store)) ? await this.#pass() : 'done'
    } catch (error) {
      this.#options.defect('relay', error)
      return 'failed'
    }
  }

  /**
   * Publishes batch after batch from the oldest on. While one is under way, the one before is marked and the next is
   * read. An organization of which something was not confirmed is left alone for a while; the others go on.
   */
  async #pass(): Promise<Pass> {
    const limit = this.#options.batch ?? BATCH
    const heldBack = this.#heldBack
    // Decided once: of one whose pause ends meanwhile the oldest was read over, and the later must not overtake it.
    const heldUp = heldBack.resting()
    /** What waits at and before the batch under way and is known: it may be read over. */
    let known = 0
    let unmarked: readonly OutboxRecord[] = []
    let batch: Taken = await take(this.#store, limit)
    while (batch.kind === 'rows' && batch.rows.length > 0 && this.#mayPublish()) {
      const { rows } = batch
      const full = rows.length === limit
      known += rows.length
      const sent = rows.filter((row) => !heldUp.has(row.orgId))
      const publishing = this.#broker.publish(sent.map(messageOf))
      const marking = unmarked
      const [outcomes, next] = await both(publishing, async (): Promise<Taken> => {
        await markPublished(this.#store, marking)
        const cursor = rows.at(-1)?.id ?? ''
        return full ? take(this.#store, limit, { cursor, known }) : { kind: 'rows', rows: [] }
      })
      unmarked = confirmedOf(sent, outcomes, heldUp, heldBack)
      known -= unmarked.length
      this.#count(unmarked, sent.length)
      batch = next
    }
    await markPublished(this.#store, unmarked)
    return batch.kind === 'overtaken' || batch.rows.length > 0 ? 'more' : 'done'
  }

  #count(confirmed: readonly OutboxRecord[], sent: number): void {
    this.#refused += sent - confirmed.length
    const counts = new Map<string, number>()
    for (const { orgId } of confirmed) counts.set(orgId, (counts.get(orgId) ?? 0) + 1)
    this.rate.add(counts)
  }
}

/** Of each organization what was confirmed up to the first that was not; the others are put into `heldUp`, and noted. */
function confirmedOf(
  sent: readonly OutboxRecord[],
  outcomes: readonly string[],
  heldUp: Set<string>,
  heldBack: HeldBack,
): OutboxRecord[] {
  const confirmed: OutboxRecord[] = []
  for (const [i, row] of sent.entries()) {
    if (heldUp.has(row.orgId)) continue
    if (outcomes[i] === 'confirmed') {
      confirmed.push(row)
      heldBack.taken(row.orgId)
    } else {
      heldUp.add(row.orgId)
      heldBack.failed(row.orgId)
    }
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
