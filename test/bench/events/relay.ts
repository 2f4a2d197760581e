/**
 * The relay beside the bare driver: the same messages to the same exchange, every one confirmed. The relay also reads
 * them from the outbox, keeps the order per organization and writes how far each is published.
 */
import { randomBytes, randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { connect } from 'amqplib'
import { v7 } from 'uuid'
import type { Broker } from '../../../src-main/broker/index.ts'
import { openRabbitBroker } from '../../../src-main/broker/rabbitmq/index.ts'
import { Relay } from '../../../src-main/events/flow/relay.ts'
import { Across } from '../../../src-main/store/across/index.ts'
import type { Adapter } from '../../../src-main/store/adapter.ts'
import { EVERYTHING, Store, type TenantRecord } from '../../../src-main/store/index.ts'
import { openMongo } from '../../../src-main/store/mongodb/index.ts'
import {
  COLLECTIONS,
  heads,
  type OutboxRecord,
  outbox,
  outboxOffsets,
} from '../../../src-main/store/records/index.ts'
import { openSqlite } from '../../../src-main/store/sqlite/index.ts'
import { startMongo, tempDir } from '../../servers/index.ts'
import { type Figure, median, type Options } from '../figure.ts'

const GOAL = 0.7
const FULL = { messages: 50_000, organizations: 50, rounds: 5 }
const QUICK = { messages: 5_000, organizations: 10, rounds: 2 }
/** Unconfirmed messages of the bare driver at a time: as many as our own publisher has. */
const WINDOW = 500

type Plan = typeof FULL

export async function* relay(url: string, { quick = false }: Options): AsyncGenerator<Figure> {
  const plan = quick ? QUICK : FULL
  const folder = tempDir('bench')
  const file = join(folder.path, 'relay.db')
  yield* onStore('sqlite', await openSqlite({ file, key: 'be'.repeat(32) }), url, plan)
  folder.remove()
  const given = process.env['CASTELLAN_TEST_MONGODB']
  const server = given ? undefined : await startMongo()
  const uri = given ?? server?.uri
  if (!uri) {
    console.error('SKIPPED: the relay on MongoDB, because there is no mongod on this machine.')
    return
  }
  const database = `bench_${randomUUID().slice(0, 8)}`
  yield* onStore('mongodb', await openMongo({ uri, database }), url, plan)
  await server?.stop()
}

async function* onStore(name: string, adapter: Adapter, url: string, plan: Plan): AsyncGenerator<Figure> {
  const store = new Store(adapter, { cursorKey: randomBytes(32), now: () => new Date(), newId: () => v7() })
  await store.prepare(COLLECTIONS)
  const broker = openRabbitBroker({ url, workspace: 'bench' })
  while (broker.state().state !== 'up') await new Promise((resolve) => setTimeout(resolve, 20))
  const [ours, bare]: number[][] = [[], []]
  for (let round = -1; round < plan.rounds; round += 1) {
    const filled = await fill(store, plan)
    // In turns, and who is first changes: whoever comes second finds the broker warm.
    const turns = [
      async () => ours?.push(await rateOf(plan, () => relayAll(store, broker, plan))),
      async () => bare?.push(await rateOf(plan, () => publishAll(url, filled))),
    ]
    for (const turn of round % 2 ? turns : turns.reverse()) await turn()
    await empty(store, plan)
    // The first round is to warm up.
    if (round < 0) for (const list of [ours, bare]) list?.splice(0)
  }
  await broker.close()
  await store.close()
  const [value, baseline] = [median(ours ?? []), median(bare ?? [])]
  yield {
    bench: 'events',
    case: `${name}: ${plan.messages.toLocaleString('en')} events of ${plan.organizations} organizations, outbox relay beside bare publish and confirm`,
    value,
    unit: 'events/s',
    baseline,
    ratio: value / baseline,
    goal: GOAL,
    met: value / baseline >= GOAL,
  }
}

const rateOf = async ({ messages }: Plan, work: () => Promise<void>): Promise<number> => {
  const start = performance.now()
  await work()
  return messages / ((performance.now() - start) / 1000)
}

const orgOf = (n: number): string => `bench-${n}`

/** Events as changes write them: of all organizations in turn. */
async function fill(store: Store, { messages, organizations }: Plan): Promise<OutboxRecord[]> {
  const all: OutboxRecord[] = []
  const body = JSON.stringify({ filling: 'x'.repeat(600) })
  for (let n = 0; n < organizations; n += 1) {
    const routingKey = `member.changed.${orgOf(n)}`
    const drafts = Array.from({ length: messages / organizations }, () => ({
      exchange: 'organizations' as const,
      routingKey,
      type: 'member.changed',
      body,
    }))
    const tenant = new Across(store).tenant(orgOf(n))
    const list = tenant.collection(outbox)
    // One id for each place in the row, so that the organizations' events lie between one another.
    let next = 0
    const at = (): string => {
      const place = (next * organizations + n).toString(16).padStart(12, '0')
      next += 1
      return `01939d4e-1111-7fff-bfff-${place}`
    }
    for (let from = 0; from < drafts.length; from += 500)
      all.push(
        ...(await list.insertMany(drafts.slice(from, from + 500), (record) => {
          const sequence = next + 1
          return { ...record, id: at(), sequence }
        })),
      )
    const head = {
      sequence: 0,
      hash: '',
      accessEpoch: 0,
      touched: [],
      lastEventId: all.at(-1)?.id ?? '',
      eventSequence: drafts.length,
    }
    await tenant.collection(heads).insertMany([head], (record) => ({ ...record, id: orgOf(n) }))
  }
  return all.sort((a, b) => (a.id < b.id ? -1 : 1))
}

async function empty(store: Store, { organizations }: Plan): Promise<void> {
  const across = new Across(store)
  for (let n = 0; n < organizations; n += 1)
    for (const spec of [outbox, outboxOffsets, heads])
      await across.tenant(orgOf(n)).collection<TenantRecord>(spec).removeWhere(EVERYTHING)
}

/** Until the last event is confirmed, and that it is is written. */
async function relayAll(store: Store, broker: Broker, { messages }: Plan): Promise<void> {
  const relaying = new Relay(store, broker, {
    held: () => true,
    defect: (where, error) => console.error(where, error),
  })
  relaying.start()
  while (relaying.rate.total < messages) await new Promise((resolve) => setTimeout(resolve, 2))
  await relaying.stop()
}

async function publishAll(url: string, list: readonly OutboxRecord[]): Promise<void> {
  const connection = await connect(url)
  const channel = await connection.createConfirmChannel()
  await new Promise<void>((resolve, reject) => {
    let [sent, underWay, confirmed] = [0, 0, 0]
    const pump = (): void => {
      for (; sent < list.length && underWay < WINDOW; sent += 1) {
        const event = list[sent]
        if (!event) return
        underWay += 1
        const options = {
          messageId: event.id,
          type: event.type,
          contentType: 'application/cloudevents+json',
          persistent: true,
          mandatory: true,
        }
        channel.publish(
          `castellan.${event.exchange}`,
          event.routingKey,
          Buffer.from(event.body),
          options,
          (error: unknown) => {
            if (error) return reject(new Error('refused'))
            underWay -= 1
            confirmed += 1
            if (confirmed === list.length) resolve()
            else pump()
          },
        )
      }
    }
    pump()
  })
  await connection.close()
}
