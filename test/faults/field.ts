/** What the fault tests share: organizations that change all the time, somebody who listens, and the count at the end. */
import { expect } from 'vitest'
import type { Broker, Delivery, WorkQueue } from '../../src-main/broker/index.ts'
import { openRabbitBroker } from '../../src-main/broker/rabbitmq/index.ts'
import { Consumer } from '../../src-main/events/flow/consumer.ts'
import { Flow, type FlowParts } from '../../src-main/events/flow/index.ts'
import { Across } from '../../src-main/store/across/index.ts'
import { EVERYTHING } from '../../src-main/store/index.ts'
import { outbox } from '../../src-main/store/records/index.ts'
import { platformUnit } from '../../src-main/work/index.ts'
import type { FlowStanding } from '../../src-preload/contract/event-flow.ts'
import { EXCHANGES } from '../../src-preload/contract/event-types/index.ts'
import { pendingOf } from '../core/pending.ts'
import { openWorld, STORES, type StoreKind, type World } from '../core/world.ts'
import { startWire, type Wire } from '../servers/wire.ts'
import { COUNTING, effectsIn } from './counting.ts'

/** What the faults are tried on: SQLite only where there is no MongoDB, which a run of the build has to have. */
export const KIND: StoreKind = STORES.includes('mongodb') ? 'mongodb' : 'sqlite'
if (process.env['CI'] && KIND !== 'mongodb')
  throw new Error('The fault tests need MongoDB, and this run has none.')

const ORGANIZATIONS = 8
/** Everything that passes on this node. */
export const EVERYTHING_QUEUE: WorkQueue = {
  name: 'faults.everything',
  bindings: EXCHANGES.map((exchange) => ({ exchange, pattern: '#' })),
  attempts: 5,
}

/** What passes of one organization, for effects that are counted. They may be tried as often as it takes. */
const countedOf = (org: string): WorkQueue => ({
  name: 'faults.counted',
  bindings: EXCHANGES.map((exchange) => ({ exchange, pattern: `#.${org}` })),
  attempts: 1_000,
})

export class Field {
  readonly w: World
  readonly main: Broker
  /** Between the console's own broker and the node. */
  readonly wire: Wire
  readonly url: string
  /** Those that change all the time; acme, where somebody works at a window, is not among them. */
  readonly orgs: readonly string[]
  /** One whose events have effects that are counted; a tenth as many as the others', since each is a transaction. */
  readonly counted: string
  /** Every delivery in the order in which it came, repetitions too. */
  readonly got: Delivery[] = []
  readonly #ending: (() => Promise<unknown>)[] = []

  #windows = 0

  /** @param main the console's own broker, which it reaches over the wire */
  constructor(w: World, main: Broker, wire: Wire, url: string, all: readonly string[]) {
    const [counted = '', ...orgs] = all
    this.counted = counted
    this.w = w
    this.main = main
    this.wire = wire
    this.#ending.push(
      () => main.close(),
      () => wire.close(),
    )
    this.url = url
    this.orgs = orgs
  }

  broker(): Broker {
    const broker = open(this.url)
    this.#ending.push(() => broker.close())
    return broker
  }

  /** Hears everything that passes, and lets each event of one organization have an effect that is counted. */
  async listen(): Promise<void> {
    const broker = this.broker()
    // What is published before the queue is there is nobody's.
    await until(() => broker.state().state === 'up')
    await broker.consume(EVERYTHING_QUEUE, 2_000, async (delivery) => {
      this.got.push(delivery)
      return { kind: 'done' }
    })
    const defect = (where: string, error: unknown) => this.w.defects.push(`${where}: ${String(error)}`)
    await new Consumer(this.w.store, countedOf(this.counted), COUNTING, defect).start(broker, 2)
  }

  /** Whoever works at a window notices nothing: a change is made, read again, and the flow's standing told. */
  async work(): Promise<FlowStanding> {
    this.#windows += 1
    const { id, name } = await this.w.add(`window-${this.#windows}`)
    expect(await this.w.member(id)).toMatchObject({ name })
    return this.w.ask<FlowStanding>(this.w.operator, 'events.flow')
  }

  async flow(parts: Partial<FlowParts> = {}, broker = this.main): Promise<Flow> {
    const flow = new Flow({
      store: this.w.store,
      broker,
      consumers: [],
      schedules: [],
      defect: (where, error) => this.w.defects.push(`${where}: ${String(error)}`),
      pollMs: 100,
      leaseMs: 1_000,
      ...parts,
    })
    this.#ending.unshift(() => flow.stop())
    await flow.start()
    return flow
  }

  /** So many changes, `atOnce` in one unit of work, all organizations at the same time, each in its order. */
  async change(count: number, atOnce = 10): Promise<void> {
    const each = Math.ceil(count / this.orgs.length / atOnce)
    const few = Math.ceil(atOnce / 10)
    await Promise.all(
      [this.counted, ...this.orgs].map(async (org) => {
        for (let i = 0; i < each; i += 1) await this.changeOne(org, org === this.counted ? few : atOnce)
      }),
    )
  }
  changeOne(org: string, atOnce: number): Promise<void> {
    const cause = { action: 'team.created', host: 'test', because: 'faults' }
    return platformUnit(this.w.store, cause, async (work) => {
      for (let n = 0; n < atOnce; n += 1)
        work.emitIn(org, 'team.created', `${n}`, { id: `${n}`, name: `${n}` })
    })
  }

  /** Ids of all events that were ever written, by organization, in the order of the changes. */
  async written(): Promise<Map<string, string[]>> {
    const map = new Map<string, string[]>()
    for (const org of [this.counted, ...this.orgs, this.w.ada.orgId ?? '']) {
      const ids: string[] = []
      const sort = { field: 'id', direction: 'asc' } as const
      for await (const e of this.w.tenant(org).collection(outbox).each(EVERYTHING, sort)) ids.push(e.id)
      map.set(org, ids)
    }
    return map
  }
  async pending(): Promise<number> {
    return new Across(this.w.store).flow.countPending()
  }
  pendingOf(org: string): Promise<number> {
    return pendingOf(this.w, org)
  }

  /**
   * Nothing is lost, of each organization what the queue handed out once came in the order of its changes, and what was
   * counted had its effect once. Somebody has to be publishing.
   */
  async expectWhole(): Promise<void> {
    // Has its turn when all before it had theirs, the repetitions too.
    await this.changeOne(this.counted, 1)
    const written = await this.written()
    await until(async () => {
      const seen = new Set(this.got.map((d) => d.id))
      return [...written.values()].flat().every((id) => seen.has(id))
    })
    let judged = 0
    for (const [org, ids] of written) {
      const got = this.got.filter((d) => d.routingKey.endsWith(org))
      const seen = [...new Set(got.map((d) => d.id))]
      expect([...seen].sort()).toEqual(ids)
      const again = new Set(got.filter(wasHandedOut).map((d) => d.id))
      const first = ids.filter((id) => !again.has(id))
      expect(seen.filter((id) => !again.has(id))).toEqual(first)
      judged += first.length
    }
    expect(judged).toBeGreaterThan(this.got.length / 3)
    const counted = this.w.tenant(this.counted)
    const ids = written.get(this.counted) ?? []
    await until(async () => new Set(await effectsIn(counted)).size >= ids.length)
    expect(await effectsIn(counted)).toEqual(ids)
  }
  /** How many deliveries were repetitions. */
  get repeated(): number {
    return this.got.length - new Set(this.got.map((d) => d.id)).size
  }

  async close(): Promise<void> {
    for (const end of this.#ending) await end()
    await this.w.close()
  }
}

/**
 * Whether the queue had handed it out before, also where it never arrived: what was under way when the broker was killed
 * comes back when the queue notices, which may be after what was published since: it tells nothing of the order in the queue.
 */
const wasHandedOut = ({ headers }: Delivery): boolean => headers['x-delivery-count'] !== undefined

const open = (url: string): Broker => openRabbitBroker({ url, workspace: 'faults', retryDelays: [50] })

export async function openField(url: string): Promise<Field> {
  const wire = await startWire(Number(new URL(url).port))
  const main = open(url.replace(`:${new URL(url).port}`, `:${wire.port}`))
  await until(() => main.state().state === 'up')
  const w = await openWorld(KIND, { broker: main }, { anew: true })
  const orgs: string[] = []
  for (let n = 0; n <= ORGANIZATIONS; n += 1) {
    const admin = { email: `admin@org${n}.example`, name: `Admin ${n}` }
    const founded = { name: `Org ${n}`, slug: `org-${n}`, admin }
    orgs.push((await w.ask<{ id: string }>(w.operator, 'platform.create', founded)).id)
  }
  return new Field(w, main, wire, url, orgs)
}

/** Waits until it is so; the test's own time is the limit. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 20))
}
