/**
 * Publishes what waits of many tenants at a time, of each in the order of its changes: a tenant is in one lane at most,
 * and what is sent of it next begins after the last event that was confirmed. So a lost connection takes an end of what
 * was sent, never its middle, and what is sent again brings nothing out of order.
 */
import type { Broker, OutMessage } from '../../broker/index.ts'
import type { OutboxRecord } from '../../store/records/index.ts'
import type { HeldBack } from './held-back.ts'
import type { Offsets, Waiting } from './offsets.ts'

/** Tenants at a time. */
const LANES = 64
/** Most events of a tenant in one turn: few reads and few offsets for what is sent. */
const TURN = 500

export interface LaneParts {
  readonly broker: Broker
  readonly offsets: Offsets
  readonly heldBack: HeldBack
  /** Events under way at a time, of all tenants. */
  readonly batch: number
  /** Asked before anything is sent. */
  readonly mayPublish: () => boolean
  /** Told how many of what was sent the broker did not confirm. */
  readonly unconfirmed: (count: number) => void
  /** All lanes stop: the connection went away, which is no defect, or the store failed. */
  readonly failed: (error?: unknown) => void
}

/** How a turn ended: what waited is published, more waits, nothing goes on before a pause, or the connection is lost. */
type TurnEnd = 'done' | 'more' | 'held back' | 'lost'

export class Lanes {
  readonly #parts: LaneParts
  /** Tenants of which something may wait, who comes first in front. */
  readonly #queue = new Set<string>()
  readonly #busy = new Map<string, Promise<void>>()
  /** Events that each busy tenant has under way, or may have once they are read. */
  readonly #underWay = new Map<string, number>()
  #running = false
  /** Types of each tenant's events that the broker took on this connection. */
  #taken = new Map<string, Set<string>>()

  constructor(parts: LaneParts) {
    this.#parts = parts
  }

  /** Something of this tenant may wait. */
  add(orgId: string): void {
    this.#queue.add(orgId)
  }

  /** The connection is gone. What is answered late belongs to it, and not to the next one. */
  disconnected(): void {
    this.#taken = new Map()
  }

  /** Goes on until nothing waits that may go. */
  run(): void {
    this.#running = true
    for (const orgId of this.#parts.heldBack.due()) this.#queue.add(orgId)
    this.#fill()
  }

  /** Nothing more is sent. Resolves when nothing is under way. */
  async stop(): Promise<void> {
    this.#running = false
    await Promise.all(this.#busy.values())
  }

  #fill(): void {
    for (const orgId of this.#queue) {
      if (!this.#goesOn() || !this.#hasRoom()) return
      if (this.#busy.has(orgId)) continue
      this.#queue.delete(orgId)
      // It comes again when its pause is over.
      if (this.#parts.heldBack.waits(orgId)) continue
      const lane = this.#turn(orgId).then(() => {
        this.#busy.delete(orgId)
        this.#underWay.delete(orgId)
        this.#fill()
      })
      this.#busy.set(orgId, lane)
    }
  }

  /** Once it may not, nothing begins before the next `run`. */
  #goesOn(): boolean {
    this.#running &&= this.#parts.mayPublish()
    return this.#running
  }
  get #turnSize(): number {
    return Math.min(TURN, this.#parts.batch)
  }
  /** Many tenants with few events each, or few with many. */
  #hasRoom(): boolean {
    let events = this.#turnSize
    for (const count of this.#underWay.values()) events += count
    return this.#busy.size < LANES && events <= this.#parts.batch
  }

  async #turn(orgId: string): Promise<void> {
    try {
      const end = await this.#send(orgId)
      if (end === 'more' || end === 'lost') this.#queue.add(orgId)
      if (end === 'lost') this.#fail()
    } catch (error) {
      this.#queue.add(orgId)
      this.#fail(error)
    }
  }

  #fail(error?: unknown): void {
    if (this.#running) this.#parts.failed(error)
    this.#running = false
  }

  async #send(orgId: string): Promise<TurnEnd> {
    const { offsets, heldBack } = this.#parts
    // After a refusal its oldest is tried alone: nothing else of it is under way when a queue takes events again.
    const limit = heldBack.has(orgId) ? 1 : this.#turnSize
    this.#underWay.set(orgId, limit)
    let waiting = await offsets.waiting(orgId, limit)
    while (waiting.rows.length > 0) {
      if (!this.#goesOn()) return 'more'
      this.#underWay.set(orgId, waiting.rows.length)
      this.#fill()
      const publishing = this.#publish(orgId, waiting.rows)
      // Nobody else waits for a turn: what comes next is read meanwhile.
      const goesOn = waiting.more && limit > 1 && this.#queue.size === 0
      const next = goesOn ? offsets.waiting(orgId, limit, waiting.rows.at(-1)) : undefined
      // Whether it failed counts when its turn comes.
      next?.catch(() => undefined)
      const end = await publishing
      if (end !== 'done') return end
      heldBack.free(orgId)
      if (!next) return waiting.more ? 'more' : 'done'
      waiting = await next
    }
    heldBack.free(orgId)
    return 'done'
  }

  /**
   * Sends events of one tenant. The first of each type goes alone: while a queue is not back after a restart, the broker
   * refuses what a connection sends to it, and as soon as it is takes the next, in the middle of what is under way.
   */
  async #publish(orgId: string, rows: Waiting['rows']): Promise<TurnEnd> {
    let from = 0
    while (from < rows.length) {
      if (from > 0 && !this.#goesOn()) return 'more'
      const taken = this.#takenOf(orgId)
      const together = togetherFrom(rows, from, taken)
      const end = await this.#publishAtOnce(orgId, together)
      if (end !== 'done') return end
      for (const { type } of together) taken.add(type)
      from += together.length
    }
    return 'done'
  }

  /** Takes note of those up to the first that is not confirmed. */
  async #publishAtOnce(orgId: string, rows: Waiting['rows']): Promise<Exclude<TurnEnd, 'more'>> {
    const { broker, offsets, heldBack } = this.#parts
    const outcomes = await broker.publish(rows.map(messageOf))
    const failed = outcomes.findIndex((outcome) => outcome !== 'confirmed')
    const confirmed = failed < 0 ? rows.length : failed
    const last = rows[confirmed - 1]
    if (last) offsets.move(last, confirmed)
    if (failed < 0) return 'done'
    this.#parts.unconfirmed(rows.length - confirmed)
    if (outcomes[failed] !== 'refused') return 'lost'
    heldBack.refused(orgId)
    return 'held back'
  }

  #takenOf(orgId: string): Set<string> {
    const taken = this.#taken.get(orgId) ?? new Set()
    this.#taken.set(orgId, taken)
    return taken
  }
}

/** Events from there on that may be under way together: those of types that were taken, or one of a type that was not yet. */
function togetherFrom(rows: Waiting['rows'], from: number, taken: ReadonlySet<string>): Waiting['rows'] {
  const first = rows.findIndex(({ type }, i) => i >= from && !taken.has(type))
  return rows.slice(from, first < 0 ? rows.length : Math.max(first, from + 1))
}

const messageOf = ({ id, exchange, routingKey, type, body }: OutboxRecord): OutMessage => ({
  id,
  exchange,
  routingKey,
  type,
  body,
})
