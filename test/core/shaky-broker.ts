/**
 * A broker whose connection is cut, and whose queues fill up, or are back later than the connection, at moments of chance
 * that are the same in every run.
 */
import { openInProcessBroker } from '../../src-main/broker/in-process/index.ts'
import type { Broker, BrokerState, OutMessage, PublishOutcome } from '../../src-main/broker/index.ts'
import type { Chance } from '../../src-main/workspace/sample/chance.ts'

interface Item {
  readonly message: OutMessage
  readonly settle: (outcome: PublishOutcome) => void
}

/** Turns of its work in which a full queue has no room: longer than two pages take, as where a fifth has to be emptied. */
const FULL_FOR = 45

/** The same of a queue that is not back yet: so few that it takes what a page goes on with. */
const AWAY_FOR = 4

const UP: BrokerState = { state: 'up', server: 'shaky', reason: '' }
const DOWN: BrokerState = { state: 'down', server: 'shaky', reason: 'cut' }

export class ShakyBroker {
  /** What the queue took, in its order, repetitions too. */
  readonly queue: OutMessage[] = []
  cuts = 0
  refusals = 0
  readonly port: Broker
  readonly #chance: Chance
  #state = UP
  readonly #listeners = new Set<(state: BrokerState) => void>()
  readonly #waiting: Item[] = []
  /** Taken, and not answered yet. */
  readonly #unanswered: Item[] = []
  /** Routing keys that are refused, and until which turn. */
  readonly #full = new Map<string, number>()
  /** Those of which something was taken since the connection was made. */
  readonly #known = new Set<string>()
  #working = false
  #turn = 0

  constructor(chance: Chance) {
    this.#chance = chance
    const inner = openInProcessBroker()
    this.port = {
      kind: inner.kind,
      deadLetters: inner.deadLetters,
      state: () => this.#state,
      onState: (changed) => {
        this.#listeners.add(changed)
        return () => this.#listeners.delete(changed)
      },
      tried: async () => this.#state,
      publish: (messages) => this.#publish(messages),
      consume: (...parts) => inner.consume(...parts),
      tap: (...parts) => inner.tap(...parts),
      unrouted: () => inner.unrouted(),
      close: () => inner.close(),
    }
  }

  #publish(messages: readonly OutMessage[]): Promise<readonly PublishOutcome[]> {
    const answers = messages.map(
      (message) =>
        new Promise<PublishOutcome>((settle) => {
          if (this.#state === UP) this.#waiting.push({ message, settle })
          else settle('unknown')
        }),
    )
    this.#work()
    return Promise.all(answers)
  }

  /** A few messages at a time, so that pages are under way together. */
  #work(): void {
    if (this.#working) return
    this.#working = true
    setImmediate(() => {
      this.#working = false
      this.#turn += 1
      for (let n = this.#chance.below(9); n >= 0; n -= 1) this.#take(this.#waiting.shift())
      if (this.#chance.below(25) === 0) return this.#cut()
      for (const item of this.#unanswered.splice(0, this.#chance.below(9))) item.settle('confirmed')
      if (this.#waiting.length + this.#unanswered.length > 0) this.#work()
    })
  }

  #take(item: Item | undefined): void {
    if (!item) return
    const { routingKey } = item.message
    const until = this.#full.get(routingKey) ?? this.#fullUntil(routingKey)
    if (until > this.#turn) {
      this.#full.set(routingKey, until)
      this.refusals += 1
      item.settle('refused')
      return
    }
    this.#full.delete(routingKey)
    this.#known.add(routingKey)
    this.queue.push(item.message)
    this.#unanswered.push(item)
  }

  #fullUntil(routingKey: string): number {
    if (!this.#known.has(routingKey) && this.#chance.below(3) === 0) return this.#turn + AWAY_FOR
    return this.#chance.below(60) === 0 ? this.#turn + FULL_FOR : 0
  }

  /** What was taken stays; nobody is told of it. */
  #cut(): void {
    this.cuts += 1
    this.#known.clear()
    for (const item of [...this.#unanswered.splice(0), ...this.#waiting.splice(0)]) item.settle('unknown')
    this.#tell(DOWN)
    // It may be there again before the database has answered.
    const up = (): void => this.#tell(UP)
    if (this.#chance.below(2) === 0) setImmediate(up)
    else setTimeout(up, 3)
  }

  #tell(state: BrokerState): void {
    this.#state = state
    for (const changed of this.#listeners) changed(state)
  }
}
