/** What the fault tests share: organizations that change all the time, somebody who listens, and the count at the end. */
import { expect } from 'vitest'
import type { Broker, Delivery, WorkQueue } from '../../src-main/broker/port.ts'
import { openRabbitBroker } from '../../src-main/broker/rabbitmq/index.ts'
import { Flow, type FlowParts } from '../../src-main/events/flow/index.ts'
import { Across } from '../../src-main/store/across/index.ts'
import { EVERYTHING, eq } from '../../src-main/store/index.ts'
import { outbox } from '../../src-main/store/records/index.ts'
import { platformUnit } from '../../src-main/work/index.ts'
import { EXCHANGES } from '../../src-preload/contract/event-types/index.ts'
import { openWorld, STORES, type World } from '../core/world.ts'

const ORGANIZATIONS = 8
/** Everything that passes on this node. */
const EVERYTHING_QUEUE: WorkQueue = {
  name: 'faults.everything',
  bindings: EXCHANGES.map((exchange) => ({ exchange, pattern: '#' })),
  attempts: 5,
}

export class Field {
  readonly w: World
  readonly main: Broker
  readonly url: string
  /** Those that change all the time; acme, where somebody works at a window, is not among them. */
  readonly orgs: readonly string[]
  /** Every delivery in the order in which it came, repetitions too. */
  readonly got: Delivery[] = []
  readonly #ending: (() => Promise<unknown>)[] = []

  /** @param main the console's own broker */
  constructor(w: World, main: Broker, url: string, orgs: readonly string[]) {
    this.w = w
    this.main = main
    this.#ending.push(() => main.close())
    this.url = url
    this.orgs = orgs
  }

  broker(): Broker {
    const broker = open(this.url)
    this.#ending.push(() => broker.close())
    return broker
  }

  async listen(): Promise<void> {
    const broker = this.broker()
    // What is published before the queue is there is nobody's.
    await until(() => broker.state().state === 'up')
    await broker.consume(EVERYTHING_QUEUE, 2_000, async (delivery) => {
      this.got.push(delivery)
      return { kind: 'done' }
    })
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
    await Promise.all(
      this.orgs.map(async (org) => {
        for (let i = 0; i < each; i += 1) await this.changeOne(org, atOnce)
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
    for (const org of [...this.orgs, this.w.ada.orgId ?? '']) {
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
    return this.w.tenant(org).collection(outbox).count(eq('state', 'pending'))
  }

  /** Nothing is lost, and of each organization what came for the first time came in the order of its changes. */
  async expectWhole(): Promise<void> {
    const written = await this.written()
    await until(async () => {
      const seen = new Set(this.got.map((d) => d.id))
      return [...written.values()].flat().every((id) => seen.has(id))
    })
    for (const [org, ids] of written) {
      const firsts = [...new Set(this.got.filter((d) => d.routingKey.endsWith(org)).map((d) => d.id))]
      expect(firsts).toEqual(ids)
    }
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

const open = (url: string): Broker => openRabbitBroker({ url, workspace: 'faults', retryDelays: [50] })

export async function openField(url: string): Promise<Field> {
  const main = open(url)
  await until(() => main.state().state === 'up')
  const w = await openWorld(STORES.includes('mongodb') ? 'mongodb' : 'sqlite', { broker: main })
  const orgs: string[] = []
  for (let n = 0; n < ORGANIZATIONS; n += 1) {
    const admin = { email: `admin@org${n}.example`, name: `Admin ${n}` }
    const founded = { name: `Org ${n}`, slug: `org-${n}`, admin }
    orgs.push((await w.ask<{ id: string }>(w.operator, 'platform.create', founded)).id)
  }
  return new Field(w, main, url, orgs)
}

/** Waits until it is so; the test's own time is the limit. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 20))
}
