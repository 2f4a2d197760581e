/** The event flow of the test world: a broker in this process, on which both organizations' events pass all the time. */
import { v7 } from 'uuid'
import { openInProcessBroker } from '../../../src-main/broker/in-process/index.ts'
import type { Broker, WorkQueue } from '../../../src-main/broker/index.ts'
import type { Side } from './side.ts'

/** Everything in it dies, so that both organizations have dead letters. */
export const DOOMED: WorkQueue = {
  name: 'isolation.doomed',
  bindings: [{ exchange: 'organizations', pattern: 'team.deleted.*' }],
  attempts: 1,
}
const EVERY_MS = 5
const LETTERS = 3

export async function openFlow(): Promise<Broker> {
  const broker = openInProcessBroker({ queues: [DOOMED] })
  await broker.consume(DOOMED, 10, async ({ body }) => ({
    kind: 'dead',
    code: 'WRONG_STATE',
    reason: `nobody wants ${(JSON.parse(body) as { data: { name: string } }).data.name}`,
  }))
  return broker
}

/** One event of a side, its mark in every text. `keyOf`: with that organization's routing key, by mistake. */
export async function publishOf(
  broker: Broker,
  side: Side,
  type: string,
  keyOf = side.admin.orgId,
): Promise<void> {
  const id = v7()
  const orgId = side.admin.orgId ?? ''
  const event = {
    specversion: '1.0',
    id,
    source: 'isolation',
    type,
    subject: `${side.mark}-subject`,
    time: new Date().toISOString(),
    datacontenttype: 'application/json',
    dataschema: `castellan:${type}:v1`,
    orgid: orgId,
    actorid: side.admin.user?.id,
    data: { id: side.mark, name: `${side.mark} team` },
  }
  const body = JSON.stringify(event)
  await broker.publish([{ id, exchange: 'organizations', routingKey: `${type}.${keyOf}`, type, body }])
}

/** An open monitor, a saved filter, dead letters and a redrive that is over: what the others must not reach. */
export async function prepareFlow(broker: Broker, side: Side): Promise<void> {
  const watch = await side.ask<AsyncIterable<{ watchId: string }>>('events.watch', {})
  const first = await watch[Symbol.asyncIterator]().next()
  side.watchId = first.value?.watchId ?? ''
  const saved = { name: `${side.mark} filter`, filter: { text: side.mark } }
  side.filterId = (await side.ask<{ id: string }>('events.saveFilter', saved)).id
  for (let i = 0; i < LETTERS; i += 1) await publishOf(broker, side, 'team.deleted')
  side.letterId = await allDead(side)
  const { jobId } = await side.ask<{ jobId: string }>('events.redrive', {
    queue: DOOMED.name,
    which: { ids: [side.letterId] },
    perSecond: 1000,
    reason: 'isolation suite',
  })
  side.jobId = jobId
  const progress = await side.ask<AsyncIterable<unknown>>('events.redriveProgress', { jobId })
  for await (const _ of progress);
  // What was sent again dies again.
  await allDead(side)
}

/** Waits until all of a side's letters are dead; answers one of them. */
async function allDead(side: Side): Promise<string> {
  for (;;) {
    const { items } = await side.ask<{ items: { letterId: string }[] }>('events.browse', {
      queue: DOOMED.name,
    })
    if (items.length >= LETTERS) return items[0]?.letterId ?? ''
    await new Promise((turned) => setImmediate(turned))
  }
}

/** Lets both sides' events pass, and the other side's by mistake under our key, until the answer is called. */
export function keepFlowing(broker: Broker, a: Side, b: Side): () => void {
  const timer = setInterval(() => {
    for (const side of [a, b]) void publishOf(broker, side, 'team.created')
    void publishOf(broker, b, 'team.changed', a.admin.orgId)
  }, EVERY_MS)
  return () => clearInterval(timer)
}
