/**
 * One walk over what waits, page after page from the oldest on. Two pages are under way at a time: while the later one
 * is published, the earlier one is marked and the next one read.
 *
 * What is sent of one organization begins with its oldest that waits and leaves nothing out; after something of it that
 * was not confirmed no further page has anything of it. So a lost connection takes an end of what was sent, never its
 * middle, and what is sent again brings nothing out of order.
 */
import type { Broker, OutMessage } from '../../broker/index.ts'
import type { Store } from '../../store/index.ts'
import type { OutboxRecord } from '../../store/records/index.ts'
import type { HeldBack } from './held-back.ts'
import { anyWaits, markPublished, oldestOf, type Taken, take, type Waiting } from './outbox-rows.ts'

export interface PassParts {
  readonly store: Store
  readonly broker: Broker
  readonly heldBack: HeldBack
  /** Events in one page. */
  readonly batch: number
  /** Asked before each page. */
  readonly mayPublish: () => boolean
  /** Told of what is confirmed and marked, and how much of what was sent is not. */
  readonly published: (confirmed: readonly OutboxRecord[], unconfirmed: number) => void
}

/** Nothing is left that may go now, there may be more, or the connection went away. */
export type PassEnd = 'done' | 'more' | 'failed'

/** A page that was answered. */
interface Answered {
  readonly confirmed: readonly OutboxRecord[]
  /** Sent, and not confirmed. */
  readonly unconfirmed: number
  /** What still waits of it: how many, and the last one. */
  readonly left: Waiting
}

const NONE: Waiting = { last: '', count: 0 }
const NO_PAGE: Answered = { confirmed: [], unconfirmed: 0, left: NONE }
const LAST_PAGE: Taken = { kind: 'rows', rows: [] }

const messageOf = ({ id, exchange, routingKey, type, body }: OutboxRecord): OutMessage => ({
  id,
  exchange,
  routingKey,
  type,
  body,
})

const sum = (one: Waiting, later: Waiting): Waiting => ({
  last: later.last || one.last,
  count: one.count + later.count,
})

export class Pass {
  readonly #parts: PassParts
  /** What was read over and is of organizations that are held back: it is not read again each time. */
  #left = NONE
  /** Organizations of which something was not answered in this walk. */
  readonly #unanswered = new Set<string>()

  constructor(parts: PassParts) {
    this.#parts = parts
  }

  /** The next walk begins with the oldest: somebody else may have published meanwhile. */
  forget(): void {
    this.#left = NONE
  }

  async run(): Promise<PassEnd> {
    this.#unanswered.clear()
    const left = this.#left
    // Whatever ends the walk before its end, the next one begins with the oldest.
    this.forget()
    if (!(await anyWaits(this.#parts.store))) return 'done'
    return this.#walk((await this.#tryHeldBack()) ? NONE : left)
  }

  /** Sends the oldest event of each whose pause is over. Answers whether one was taken: the later ones may go then. */
  async #tryHeldBack(): Promise<boolean> {
    const { store, broker, heldBack, published } = this.#parts
    const rows: OutboxRecord[] = []
    for (const orgId of heldBack.due()) {
      const oldest = await oldestOf(store, orgId)
      if (oldest) rows.push(oldest)
      else heldBack.free(orgId)
    }
    const outcomes = await broker.publish(rows.map(messageOf))
    const taken = rows.filter((_, i) => outcomes[i] === 'confirmed')
    for (const [i, { orgId }] of rows.entries())
      if (outcomes[i] === 'confirmed') heldBack.free(orgId)
      else if (outcomes[i] === 'refused') heldBack.refused(orgId)
      else this.#unanswered.add(orgId)
    await markPublished(store, taken)
    published(taken, rows.length - taken.length)
    return taken.length > 0
  }

  async #walk(from: Waiting): Promise<PassEnd> {
    const { store, batch, mayPublish } = this.#parts
    let left = from
    let page = await take(store, batch, left)
    let full = false
    let underWay = Promise.resolve(NO_PAGE)
    try {
      while (page.kind === 'rows' && page.rows.length > 0 && this.#unanswered.size === 0 && mayPublish()) {
        const { rows } = page
        full = rows.length === batch
        const earlier = underWay
        underWay = this.#send(rows, earlier)
        left = sum(left, await this.#mark(earlier))
        const read = sum(left, { last: rows.at(-1)?.id ?? '', count: rows.length })
        page = full ? await take(store, batch, read) : LAST_PAGE
      }
    } finally {
      // Nothing is under way when a failure is dealt with.
      await underWay
    }
    left = sum(left, await this.#mark(underWay))
    if (this.#unanswered.size > 0) return 'failed'
    if (page.kind === 'overtaken' || page.rows.length > 0) return 'more'
    this.#left = left
    return 'done'
  }

  /** Its answers are judged after those of the page before it. */
  async #send(rows: readonly OutboxRecord[], before: Promise<unknown>): Promise<Answered> {
    const { broker, heldBack } = this.#parts
    const sent = rows.filter(({ orgId }) => !heldBack.has(orgId))
    const publishing = broker.publish(sent.map(messageOf))
    await before
    const outcomes = await publishing
    const confirmed: OutboxRecord[] = []
    for (const [i, row] of sent.entries()) {
      const { orgId } = row
      if (heldBack.has(orgId) || this.#unanswered.has(orgId)) continue
      if (outcomes[i] === 'confirmed') confirmed.push(row)
      else if (outcomes[i] === 'refused') heldBack.refused(orgId)
      else this.#unanswered.add(orgId)
    }
    const marked = new Set(confirmed)
    const last = rows.findLast((row) => !marked.has(row))?.id ?? ''
    const left = { last, count: rows.length - confirmed.length }
    return { confirmed, unconfirmed: sent.length - confirmed.length, left }
  }

  /** Answers what still waits of the page. */
  async #mark(page: Promise<Answered>): Promise<Waiting> {
    const { confirmed, unconfirmed, left } = await page
    await markPublished(this.#parts.store, confirmed)
    this.#parts.published(confirmed, unconfirmed)
    return left
  }
}
