import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { openInProcessBroker } from '../../src-main/broker/in-process/index.ts'
import type { Broker, Delivery, WorkQueue } from '../../src-main/broker/index.ts'
import { Flow, type FlowParts } from '../../src-main/events/flow/index.ts'
import { take } from '../../src-main/events/flow/outbox-rows.ts'
import { Relay } from '../../src-main/events/flow/relay.ts'
import { Across } from '../../src-main/store/across/index.ts'
import { eq, type Store } from '../../src-main/store/index.ts'
import { type OutboxRecord, outbox } from '../../src-main/store/records/index.ts'
import { platformUnit } from '../../src-main/work/index.ts'
import { EXCHANGES } from '../../src-preload/contract/event-types/index.ts'
import { openStore } from './stores.ts'
import { openWorld, STORES, type World } from './world.ts'

const PATIENT = { timeout: 20_000, interval: 20 }
const everything: WorkQueue = {
  name: 'test.everything',
  bindings: EXCHANGES.map((exchange) => ({ exchange, pattern: '#' })),
  attempts: 5,
}

describe.each(STORES)('the relay on %s', (kind) => {
  let w: World
  const flows: Flow[] = []
  const brokers: Broker[] = []
  beforeAll(async () => {
    w = await openWorld(kind)
    for (const slug of ['beta-ltd', 'gamma-ltd'])
      await w.ask(w.operator, 'platform.create', {
        name: slug,
        slug,
        admin: { email: `admin@${slug}.example`, name: slug },
      })
  })
  afterEach(async () => {
    for (const flow of flows.splice(0)) await flow.stop()
    for (const broker of brokers.splice(0)) await broker.close()
  })
  afterAll(async () => {
    expect(w.defects).toEqual([])
    await w.close()
  })

  const idOf = async (slug: string): Promise<string> =>
    (await new Across(w.store).organizationBySlug(slug))?.id ?? ''
  /** Writes so many events of an organization, one unit of work each or all in one. */
  const emit = (orgId: string, names: readonly string[], store: Store = w.store): Promise<void> =>
    platformUnit(store, { action: 'team.created', host: 'test', because: 'test' }, async (work) => {
      for (const name of names) work.emitIn(orgId, 'team.created', name, { id: name, name })
    })
  const pending = (orgId: string): Promise<number> =>
    w.tenant(orgId).collection(outbox).count(eq('state', 'pending'))
  const start = async (parts: Partial<FlowParts> & { broker: Broker }): Promise<Flow> => {
    const flow = new Flow({
      store: w.store,
      consumers: [],
      schedules: [],
      defect: (where, error) => w.defects.push(`${where}: ${String(error)}`),
      pollMs: 50,
      leaseMs: 600,
      ...parts,
    })
    flows.push(flow)
    await flow.start()
    return flow
  }
  /** A broker with one queue that collects everything; what was delivered is in `got`. */
  const listen = async (queues: readonly WorkQueue[] = []) => {
    const got: Delivery[] = []
    const broker = openInProcessBroker({ queues: [everything, ...queues] })
    brokers.push(broker)
    await broker.consume(everything, 10_000, async (delivery) => {
      got.push(delivery)
      return { kind: 'done' }
    })
    const subjects = (orgId: string): string[] =>
      got
        .filter((d) => d.routingKey === `team.created.${orgId}`)
        .map((d) => (JSON.parse(d.body) as { subject: string }).subject)
    return { broker, got, subjects }
  }

  /** Fills each queue that is bound to an organization's teams; answers with how many. */
  const fill = async (broker: Broker, orgId: string): Promise<number> => {
    const filling = Array.from({ length: 100_000 }, () => ({
      id: 'filling',
      exchange: 'organizations' as const,
      routingKey: `team.created.${orgId}`,
      type: 'team.created',
      body: '{"subject":"filling"}',
    }))
    await broker.publish(filling)
    return filling.length
  }

  it('publishes what waits of every organization, of each in the order of its changes, and marks it', async () => {
    const orgs = await Promise.all(['acme', 'beta-ltd', 'gamma-ltd'].map(idOf))
    const names = Array.from({ length: 25 }, (_, i) => `team ${String(i).padStart(2, '0')}`)
    for (const name of names) await Promise.all(orgs.map((org) => emit(org, [name])))
    const { broker, subjects } = await listen()
    const flow = await start({ broker, batch: 7 })
    for (const org of orgs) await vi.waitFor(async () => expect(await pending(org)).toBe(0), PATIENT)
    for (const org of orgs) expect(subjects(org)).toEqual(names)
    expect(flow.figures()).toMatchObject({ held: true, refused: 0 })
    // What comes later is published by itself.
    await emit(orgs[0] ?? '', ['one more'])
    await vi.waitFor(() => expect(subjects(orgs[0] ?? '').at(-1)).toBe('one more'), PATIENT)
  })

  it('an organization whose events are refused waits by itself, and nothing of it is counted before its turn', async () => {
    const [acme, beta] = [await idOf('acme'), await idOf('beta-ltd')]
    const bindings = [{ exchange: 'organizations', pattern: `team.created.${acme}` }] as const
    const narrow: WorkQueue = { name: 'test.narrow', bindings, attempts: 5 }
    const { broker, subjects } = await listen([narrow])
    const filling = await fill(broker, acme)
    await vi.waitFor(() => expect(subjects(acme)).toHaveLength(filling), PATIENT)
    await emit(acme, ['first', 'second', 'third'])
    await emit(beta, ['elsewhere'])
    const flow = await start({ broker })
    await vi.waitFor(async () => expect(await pending(beta)).toBe(0), PATIENT)
    expect(subjects(beta).at(-1)).toBe('elsewhere')
    await vi.waitFor(() => expect(flow.figures().refused).toBeGreaterThan(3), PATIENT)
    expect(await pending(acme)).toBe(3)
    // Room again: its events go, in their order.
    await broker.consume(narrow, 1_000, async () => ({ kind: 'done' }))
    await vi.waitFor(async () => expect(await pending(acme)).toBe(0), PATIENT)
    await vi.waitFor(() => expect(subjects(acme).slice(filling)).toEqual(['first', 'second', 'third']))
  })

  it('an organization that was refused ten times does not keep another one’s event waiting', async () => {
    const [acme, beta] = [await idOf('acme'), await idOf('beta-ltd')]
    const bindings = [{ exchange: 'organizations', pattern: `team.created.${acme}` }] as const
    const narrow: WorkQueue = { name: 'test.refusing', bindings, attempts: 5 }
    const { broker, subjects } = await listen([narrow])
    await fill(broker, acme)
    await emit(acme, ['refused', 'waits behind it'])
    const refusals: number[] = []
    const relay = new Relay(w.store, broker, {
      held: () => true,
      defect: (where, error) => w.defects.push(`${where}: ${String(error)}`),
      // After the tenth it is left alone for longer than any test lasts.
      pauseOf: (count) => {
        refusals.push(count)
        return count < 10 ? 1 : 3_600_000
      },
    })
    relay.start()
    try {
      await vi.waitFor(() => expect(refusals).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]), PATIENT)
      await emit(beta, ['at once', 'and after it'])
      await vi.waitFor(async () => expect(await pending(beta)).toBe(0), PATIENT)
      expect(subjects(beta).slice(-2)).toEqual(['at once', 'and after it'])
      // It went although the other was neither tried again nor given up. Only the oldest was tried alone.
      expect([refusals.length, relay.refused, await pending(acme)]).toEqual([10, 11, 2])
    } finally {
      await relay.stop()
    }
    await broker.consume(narrow, 1_000, async () => ({ kind: 'done' }))
    await start({ broker })
    await vi.waitFor(async () => expect(await pending(acme)).toBe(0), PATIENT)
  })

  it('what a slower clock wrote behind what was read is not overtaken', async () => {
    const [acme, beta] = [await idOf('acme'), await idOf('beta-ltd')]
    await emit(beta, ['b1'])
    const first = await take(w.store, 100, { last: '', count: 0 })
    if (first.kind !== 'rows') throw new Error('Nothing was read.')
    const known = { last: first.rows.at(-1)?.id ?? '', count: first.rows.length }
    expect(await take(w.store, 100, known)).toEqual({ kind: 'rows', rows: [] })
    // An organization of which nothing was written lately gets an id of the clock of whoever writes.
    const slow = await openStore(
      w.address,
      () => new Date(),
      () => `0190${known.last.slice(4)}`,
    )
    const gamma = await idOf('gamma-ltd')
    const record: Omit<OutboxRecord, 'id' | 'orgId' | 'version' | 'createdAt' | 'updatedAt'> = {
      exchange: 'organizations',
      routingKey: `team.created.${gamma}`,
      type: 'team.created',
      body: '{}',
      state: 'pending',
      publishedAt: null,
    }
    await new Across(slow).tenant(gamma).collection(outbox).insert(record)
    await emit(acme, ['later'])
    expect(await take(w.store, 100, known)).toEqual({ kind: 'overtaken' })
    await new Across(slow).tenant(gamma).collection(outbox).removeWhere(eq('state', 'pending'))
    await slow.close()
    const { broker } = await listen()
    await start({ broker })
    await vi.waitFor(async () => expect(await pending(acme)).toBe(0), PATIENT)
  })

  it('of two processes one publishes; the other takes over when it is stopped, and also when it falls silent', async () => {
    const acme = await idOf('acme')
    const { broker, subjects } = await listen()
    const before = subjects(acme).length
    const stores = [await openStore(w.address), await openStore(w.address), await openStore(w.address)]
    const [a, b, c] = stores
    if (!a || !b || !c) throw new Error('There are three.')
    const one = await start({ broker, store: a })
    await vi.waitFor(() => expect(one.figures().held).toBe(true), PATIENT)
    const two = await start({ broker, store: b })
    await emit(acme, ['by one'])
    await vi.waitFor(async () => expect(await pending(acme)).toBe(0), PATIENT)
    expect([one.figures().published, two.figures()]).toMatchObject([1, { held: false, published: 0 }])
    await one.stop()
    await vi.waitFor(() => expect(two.figures().held).toBe(true), PATIENT)
    expect(one.figures().held).toBe(false)
    await emit(acme, ['by two'])
    await vi.waitFor(() => expect(two.figures().published).toBe(1), PATIENT)
    const three = await start({ broker, store: c })
    // Its database is gone from one moment to the next: it stops by itself, before the other may begin.
    await b.close()
    await vi.waitFor(() => expect(three.figures().held).toBe(true), PATIENT)
    expect(two.figures().held).toBe(false)
    await emit(acme, ['by three'])
    await vi.waitFor(() => expect(three.figures().published).toBe(1), PATIENT)
    expect(subjects(acme).slice(before)).toEqual(['by one', 'by two', 'by three'])
    await two.stop()
    await three.stop()
    await a.close()
    await c.close()
    // What the silent one could not look at is no surprise.
    w.defects.splice(0)
  })
})
