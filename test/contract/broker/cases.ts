/** What every rule of the broker contract uses: a broker, queues of its own, and waiting for what comes. */
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Broker, Delivery, OutMessage, Verdict, WorkQueue } from '../../../src-main/broker/port.ts'

export interface BrokerOptions {
  readonly retryDelays?: readonly number[]
  readonly queues?: readonly WorkQueue[]
}
/** One adapter: opens brokers that are up, and clears away the queues that a run leaves. */
export interface BrokerCase {
  readonly name: string
  open(options?: BrokerOptions): Promise<Broker>
}

/** An organization that no other test has, so that brokers can be shared. */
export const org = (): string => `org-${randomUUID()}`
const made: string[] = []
/** Names of all work queues that were made. */
export const madeQueues: readonly string[] = made

/** A work queue of its own, by default for everything of one organization that comes by `users`. */
export function workQueue(orgId: string, more: Partial<WorkQueue> = {}): WorkQueue {
  const name = `test.${randomUUID().slice(0, 8)}`
  made.push(name)
  return { name, bindings: [{ exchange: 'users', pattern: `#.${orgId}` }], attempts: 3, ...more }
}

export function message(orgId: string, more: Partial<OutMessage> = {}): OutMessage {
  const id = randomUUID()
  const routingKey = `user.enrolled.${orgId}`
  return { id, exchange: 'users', routingKey, type: 'user.enrolled', body: JSON.stringify({ id }), ...more }
}
export const messages = (orgId: string, count: number): OutMessage[] =>
  Array.from({ length: count }, () => message(orgId))
export const idsOf = (list: readonly { readonly id: string }[]): string[] => list.map((m) => m.id)

export const DONE: Verdict = { kind: 'done' }
export const dead = (reason: string): Verdict => ({ kind: 'dead', reason, code: 'UNREADABLE' })
export const later = (reason: string): Verdict => ({ kind: 'later', reason, code: 'UNAVAILABLE' })
export const retry = (reason: string): Verdict => ({ kind: 'retry', reason, code: 'CONFLICT' })

/** Waits until something holds. It has no limit of its own: a test that waits in vain fails by the runner's. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await sleep(10)
}
export const untilUp = (broker: Broker): Promise<void> => until(() => broker.state().state === 'up')

/** Milliseconds in which a consumer stands, if it can: more than its first three attempts. */
const STAND_MS = 2_000

/** Collects what a queue delivers and answers each the same way. */
export async function collect(
  broker: Broker,
  queue: WorkQueue,
  verdict: (delivery: Delivery) => Verdict | Promise<Verdict> = () => DONE,
  prefetch = 10,
) {
  const got: Delivery[] = []
  const subscription = await broker.consume(queue, prefetch, async (delivery) => {
    got.push(delivery)
    return verdict(delivery)
  })
  // On a broker that has just begun it may stand only at its second or third attempt, and before it nobody has the queue:
  // what is published then is lost. Where it may not stand at all, a test goes on to see so.
  const enough = Date.now() + STAND_MS
  while (!subscription.reads() && broker.state().state === 'up' && Date.now() < enough) await sleep(10)
  return { got, reads: subscription.reads, close: () => subscription.close() }
}

/** Makes a queue's dead letters of these messages, in this order. */
export async function kill(
  broker: Broker,
  queue: WorkQueue,
  list: readonly OutMessage[],
  reason = 'cannot be read',
  total = list.length,
) {
  const consumer = await collect(broker, queue, () => dead(reason), 1)
  await broker.publish(list)
  await until(async () => (await deadIn(broker, queue)) === total)
  await consumer.close()
}

export const deadIn = async (broker: Broker, queue: WorkQueue): Promise<number> =>
  (await broker.deadLetters.counts()).find((c) => c.queue === queue.name)?.messages ?? 0
