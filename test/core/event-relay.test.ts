import { v7 } from 'uuid'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { openInProcessBroker } from '../../src-main/broker/in-process/index.ts'
import type { Broker, Delivery, WorkQueue } from '../../src-main/broker/index.ts'
import { Flow, type FlowParts } from '../../src-main/events/flow/index.ts'
import { Offsets } from '../../src-main/events/flow/offsets.ts'
import { Relay } from '../../src-main/events/flow/relay.ts'
import { Across } from '../../src-main/store/across/index.ts'
import { EVERYTHING, eq, Store } from '../../src-main/store/index.ts'
import { heads, outbox, outboxOffsets } from '../../src-main/store/records/index.ts'
import { platformUnit } from '../../src-main/work/index.ts'
import { EXCHANGES } from '../../src-preload/contract/event-types/index.ts'
import { hastyReader } from './hasty-reader.ts'
import { pendingOf } from './pending.ts'
import { openStore } from './stores.ts'
import { openWorld, STORES, type World } from './world.ts'

const PATIENT = { timeout: 20_000, interval: 20 }
const ignore = (): void => undefined
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
  const pending = (orgId: string): Promise<number> => pendingOf(w, orgId)
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

  it('what is written while it publishes goes once', async () => {
    const orgs = await Promise.all(['acme', 'beta-ltd', 'gamma-ltd'].map(idOf))
    const { broker, subjects } = await listen()
    // Answers come late, as from a broker that writes its disk.
    const publish: Broker['publish'] = async (messages) => {
      const outcomes = await broker.publish(messages)
      await new Promise((resolve) => setTimeout(resolve, 30))
      return outcomes
    }
    const slow = new Proxy(broker, {
      get: (target, name) => {
        if (name === 'publish') return publish
        const value: unknown = Reflect.get(target, name)
        return typeof value === 'function' ? value.bind(target) : value
      },
    })
    await start({ broker: slow })
    const names = Array.from({ length: 30 }, (_, i) => `meanwhile ${String(i).padStart(2, '0')}`)
    for (const name of names) await Promise.all(orgs.map((org) => emit(org, [name])))
    for (const org of orgs) await vi.waitFor(async () => expect(await pending(org)).toBe(0), PATIENT)
    for (const org of orgs) expect(subjects(org)).toEqual(names)
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
      // It went although the other was neither tried again nor given up. Its oldest was tried alone each time.
      expect([refusals.length, relay.refused, await pending(acme)]).toEqual([10, 10, 2])
    } finally {
      await relay.stop()
    }
    await broker.consume(narrow, 1_000, async () => ({ kind: 'done' }))
    await start({ broker })
    await vi.waitFor(async () => expect(await pending(acme)).toBe(0), PATIENT)
  })

  it('what a slower clock wrote is published by whoever begins, however old it seems', async () => {
    const [acme, gamma] = [await idOf('acme'), await idOf('gamma-ltd')]
    const slow = await openStore(
      w.address,
      () => new Date('2024-06-10T00:00:00.000Z'),
      () => `01900000-0000-7${v7().slice(15)}`,
    )
    const { broker, subjects } = await listen()
    const flow = await start({ broker })
    await emit(acme, ['on time'])
    await vi.waitFor(async () => expect(await pending(acme)).toBe(0), PATIENT)
    await flow.stop()
    // Of an organization that had no event lately: one that had would have the next id, whatever the clock says.
    const tenant = new Across(slow).tenant(gamma)
    const head = await tenant.collection(heads).get(gamma)
    if (!head) throw new Error('Each tenant has a head.')
    await tenant.collection(outboxOffsets).removeWhere(EVERYTHING)
    await tenant.collection(outbox).removeWhere(EVERYTHING)
    await tenant.collection(heads).update(head, { lastEventId: '', eventSequence: 0 })
    await emit(gamma, ['late'], slow)
    await slow.close()
    await start({ broker })
    await vi.waitFor(() => expect(subjects(gamma)).toEqual(['late']), PATIENT)
    expect(subjects(acme).at(-1)).toBe('on time')
  })

  it('a read that saw a later event and not the one before it is repeated, and one that is gone is told', async () => {
    const beta = await idOf('beta-ltd')
    await emit(beta, ['one', 'two', 'three', 'four'])
    const told: string[] = []
    const published = new Map<string, number>()
    // As where an event commits behind the place that the read has reached: the second of the first read is missing.
    let reads = 0
    const misses = (): boolean => {
      reads += 1
      return reads === 1
    }
    const hasty = new Store(await hastyReader(w.address, misses), w.store.settings)
    const offsets = new Offsets(
      hasty,
      (counts) => {
        for (const [org, count] of counts) published.set(org, count)
      },
      (_where, error) => told.push(String(error)),
    )
    await offsets.read()
    const names = async (): Promise<string[]> =>
      (await offsets.waiting(beta, 10)).rows.map(
        ({ body }) => (JSON.parse(body) as { subject: string }).subject,
      )
    expect(await names()).toEqual(['one', 'two', 'three', 'four'])
    expect([reads, told]).toEqual([1, []])
    const { rows } = await offsets.waiting(beta, 2)
    if (rows[1]) offsets.move(rows[1], 2)
    await offsets.settled()
    expect([await pending(beta), published.get(beta)]).toEqual([2, 2])
    expect(await names()).toEqual(['three', 'four'])
    await w
      .tenant(beta)
      .collection(outbox)
      .removeWhere(eq('id', (await offsets.waiting(beta, 1)).rows[0]?.id ?? ''))
    expect(await names()).toEqual(['four'])
    expect(told).toEqual([expect.stringContaining('are missing')])
    await hasty.close()
    const { broker } = await listen()
    await start({ broker })
    await vi.waitFor(async () => expect(await pending(beta)).toBe(0), PATIENT)
    w.defects.splice(0)
  })

  it('whoever published meanwhile is not set back', async () => {
    const beta = await idOf('beta-ltd')
    await emit(beta, ['first', 'second', 'third'])
    const [slow, quick] = [new Offsets(w.store, ignore, ignore), new Offsets(w.store, ignore, ignore)]
    await slow.read()
    await quick.read()
    const { rows } = await slow.waiting(beta, 3)
    const [first, , third] = rows
    if (!first || !third) throw new Error('Three events wait.')
    quick.move(third, 3)
    await quick.settled()
    slow.move(first, 1)
    await slow.settled()
    expect(await pending(beta)).toBe(0)
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
    await vi.waitFor(() => expect(one.figures().published).toBe(1), PATIENT)
    expect(two.figures()).toMatchObject({ held: false, published: 0 })
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
