/**
 * What a broker must offer: topic exchanges, confirmed publishing, work queues with retry and dead letters, and
 * taps. Two adapters keep one contract suite: `rabbitmq/` and, for a workspace without a broker, `in-process/`.
 */
import type { Exchange } from '../../src-preload/contract/event-types/index.ts'
import type { FailureCode } from './failure.ts'

export interface OutMessage {
  /** The event's id; consumers know a repetition by it. */
  readonly id: string
  readonly exchange: Exchange
  /** `<entity>.<verb>.<orgId>`. */
  readonly routingKey: string
  readonly type: string
  /** The CloudEvent, structured JSON. */
  readonly body: string
}

/**
 * `confirmed`: the broker has it for good. `refused`: it said no (a queue rejects, say). `unknown`: the
 * connection was lost before it answered; publish it again, consumers drop the repetition.
 */
export type PublishOutcome = 'confirmed' | 'refused' | 'unknown'

export interface Delivery {
  /** The event's id; where a foreign publisher gave none, one made from the body, the same at each delivery. */
  readonly id: string
  /** As in `OutMessage` (`users`), also after retries; what came by another exchange, under that one's name. */
  readonly exchange: string
  readonly routingKey: string
  readonly body: string
  /** How often it was tried before, 0 at first. */
  readonly attempts: number
  /** Of ours, from its last move on; none that its publisher gave. */
  readonly headers: { readonly [name: string]: unknown }
}
export interface Failure {
  /** A sentence, which may quote the event. */
  readonly reason: string
  /** What it was, for those who may not read the event. */
  readonly code: FailureCode
}
/**
 * What becomes of a delivery. `retry` comes back with a growing delay, until the attempts are used up. `later` comes
 * back too, but was no attempt: what it needs is away.
 */
export type Verdict = { readonly kind: 'done' } | ({ readonly kind: 'later' | 'retry' | 'dead' } & Failure)

/** `*` stands for one word, `#` for any number of them. */
export interface Binding {
  readonly exchange: Exchange
  readonly pattern: string
}
/** A work queue with its retry queue and dead-letter queue. */
export interface WorkQueue {
  readonly name: string
  readonly bindings: readonly Binding[]
  /** After so many attempts a delivery is dead. */
  readonly attempts: number
}

export interface TapOptions {
  readonly bindings: readonly Binding[]
  /** Most messages that wait at the broker; beyond them the oldest is dropped. */
  readonly maxLength: number
  /** Most messages under way to us. */
  readonly prefetch: number
}
export interface TapMessage {
  readonly id: string
  readonly exchange: string
  readonly routingKey: string
  readonly body: string
}
/**
 * What a tap did not get: so many messages that the broker dropped, or `a gap`: it was cut off, or more was dropped
 * than the broker counts, and nobody knows how many.
 */
export type Lost = number | 'a gap'
export interface Subscription {
  /** Resolves when nothing more will be delivered. Always works, also while a delivery is being handled. */
  close(): Promise<void>
}
export interface WorkSubscription extends Subscription {
  /** Whether the queue is there and is read; false at the start, after a loss until it is again, and once closed. */
  readonly reads: () => boolean
}

export interface DeadLetter {
  /** Which one it is; the message's id alone does not tell. */
  readonly key: string
  readonly id: string
  readonly queue: string
  readonly exchange: string
  readonly routingKey: string
  readonly body: string
  readonly reason: string
  /** A `FailureCode`; empty, or anything else, where somebody else's consumer gave it up. */
  readonly code: string
  readonly attempts: number
  /** ISO 8601, UTC. */
  readonly diedAt: string
}
/** Which of a queue's dead letters: all, or those of these keys, of a key that is named twice the two oldest. */
export type Which = { readonly all: true } | { readonly keys: readonly string[] }
/** Its functions throw `UNAVAILABLE` where the broker cannot be reached, `NOT_FOUND` for a queue that is not known. */
export interface DeadLetters {
  /** Dead letters per queue. `forgotten`: how many of it are gone, because only so many are kept; never at a real broker. */
  counts(): Promise<
    readonly { readonly queue: string; readonly messages: number; readonly forgotten?: number }[]
  >
  /** The oldest ones; they stay where they are. */
  browse(queue: string, limit: number): Promise<readonly DeadLetter[]>
  /**
   * Sends them to their work queue again, at most `perSecond`, until `signal` says stop; answers how many went. They
   * start with no attempts used; a header says when they were redriven. Of `all` those that are there at the start.
   * `went` is told the key of each, also of those that went before it failed.
   */
  redrive(
    queue: string,
    which: Which,
    perSecond: number,
    signal?: AbortSignal,
    went?: (key: string) => void,
  ): Promise<number>
  /** Throws them away; answers how many. */
  discard(queue: string, which: Which, went?: (key: string) => void): Promise<number>
}

/** `blocked`: the broker takes nothing for now (memory or disk alarm). */
export interface BrokerState {
  readonly state: 'up' | 'down' | 'blocked'
  readonly server: string
  readonly reason: string
}

export interface Broker {
  readonly kind: 'rabbitmq' | 'in-process'
  readonly deadLetters: DeadLetters
  /** Now, and `changed` is told of each change. */
  state(): BrokerState
  onState(changed: (state: BrokerState) => void): () => void
  /** Its state once the first attempt to reach it has ended. */
  tried(): Promise<BrokerState>
  /**
   * Publishes in this order with many under way at once, answers one outcome a message in the same order.
   * Never rejects for want of a broker: then the outcome is `unknown`.
   */
  publish(messages: readonly OutMessage[]): Promise<readonly PublishOutcome[]>
  /**
   * Delivers the queue's messages, at most `prefetch` at once. Goes on by itself after a lost connection. It may resolve
   * before the queue is there: `reads` tells.
   */
  consume(
    queue: WorkQueue,
    prefetch: number,
    handle: (delivery: Delivery) => Promise<Verdict>,
  ): Promise<WorkSubscription>
  /**
   * A copy of what passes, for a monitor: no work queue is read, nothing is held back for it. What `received`
   * answers is awaited: while `prefetch` messages are in its hands, no more are fetched and the oldest waiting go.
   * `lost` is told of each message that went so, soon after, and must not throw.
   */
  tap(
    options: TapOptions,
    received: (message: TapMessage) => unknown,
    lost?: (lost: Lost) => void,
  ): Promise<Subscription>
  /** How many events no queue was bound to, as far as the broker still holds them. Throws `UNAVAILABLE`. */
  unrouted(): Promise<number>
  close(): Promise<void>
}
