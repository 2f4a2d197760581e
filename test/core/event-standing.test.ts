import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { createApi } from '../../src-main/api/index.ts'
import { openInProcessBroker } from '../../src-main/broker/in-process/index.ts'
import { Flow } from '../../src-main/events/flow/index.ts'
import { QUEUES } from '../../src-main/events/index.ts'
import type { FlowStanding } from '../../src-preload/contract/event-flow.ts'
import type { FlowHealth } from '../../src-preload/contract/health.ts'
import { openStore } from './stores.ts'
import { openWorld, STORES, type World } from './world.ts'

const PATIENT = { timeout: 20_000, interval: 20 }

describe.each(STORES)('how the events stand on %s', (kind) => {
  let w: World
  beforeAll(async () => {
    w = await openWorld(kind)
    const admin = { email: 'bo@beta.example', name: 'Bo' }
    await w.ask(w.operator, 'platform.create', { name: 'Beta', slug: 'beta', admin })
  })
  afterAll(async () => {
    expect(w.defects).toEqual([])
    await w.close()
  })

  it('a tenant is told of its own events, the operators of all in sum, and nobody else of any', async () => {
    await w.add('vic', ['viewer'])
    const bo = await w.as('bo@beta.example', 'beta')
    const [acme, beta, all] = await Promise.all(
      [w.ada, bo, w.operator].map((session) => w.ask<FlowStanding>(session, 'events.flow')),
    )
    // The founding and its first admin; in acme one more who joined.
    expect([acme?.pending, beta?.pending, all?.pending]).toEqual([3, 2, 5])
    expect(all?.oldestAt).toBe(acme?.oldestAt)
    expect(beta?.oldestAt?.localeCompare(acme?.oldestAt ?? '')).toBe(1)
    expect(acme).toMatchObject({ relay: 'nowhere', perSecond: null, broker: { state: 'none' } })
    expect(await w.code(await w.as('vic@acme.example'), 'events.flow')).toBe('FORBIDDEN')
    const health = await w.ask<FlowHealth>(w.operator, 'health.flow')
    expect(health).toMatchObject({
      standing: { pending: 5 },
      leaseUntil: null,
      unrouted: null,
      notRead: null,
      deadLetters: null,
    })
    expect(await w.code(w.ada, 'health.flow')).toBe('FORBIDDEN')
    const hours = await Promise.all(
      [w.ada, bo].map((session) => w.ask<{ count: number }[]>(session, 'events.hours')),
    )
    expect(hours.map((h) => [h.length, h.at(-1)?.count, h.at(0)?.count])).toEqual([
      [12, 3, 0],
      [12, 2, 0],
    ])
  })

  it('says who publishes: this process, another one, or nobody', async () => {
    const broker = openInProcessBroker()
    const store = await openStore(w.address)
    const defect = (where: string, error: unknown) => w.defects.push(`${where}: ${String(error)}`)
    const consumers = [{ queue: QUEUES.usage, effects: {} }]
    const flow = new Flow({ store, broker, consumers, schedules: [], defect, pollMs: 50, leaseMs: 900 })
    const none = { state: 'none' as const, server: '', milliseconds: null }
    const api = await createApi({
      store,
      workspace: { name: 'test', kind: 'local', sample: false, samplePeople: [] },
      version: '0',
      health: { check: () => ({ database: none, broker: none, version: '0' }) },
      broker,
      flow,
      dns: { txt: async () => ({ kind: 'none' }) },
      logDefect: (_id, procedure, error) => defect(procedure, error),
    })
    const operator = await api.newSession({ host: 'test', as: 'operator@platform.example' })
    const notRead = async () =>
      ((await api.call(operator, ['health', 'flow'], undefined)) as FlowHealth).notRead
    expect(await notRead()).toEqual([QUEUES.usage.name])
    await flow.start()
    expect(await notRead()).toEqual([])
    const here = await api.newSession({ host: 'test', as: 'ada@acme.example', org: 'acme' })
    const ask = async (): Promise<FlowStanding> =>
      (await api.call(here, ['events', 'flow'], undefined)) as FlowStanding
    await vi.waitFor(async () => expect(await ask()).toMatchObject({ pending: 0, oldestAt: null }), PATIENT)
    expect(await ask()).toMatchObject({
      relay: 'here',
      perSecond: expect.any(Number),
      broker: { state: 'up' },
    })
    // In the other process a tenant learns who, and operators also how fast.
    expect(await w.ask(w.ada, 'events.flow')).toMatchObject({ relay: 'elsewhere', perSecond: null })
    await vi.waitFor(
      async () =>
        expect(await w.ask(w.operator, 'events.flow')).toMatchObject({
          relay: 'elsewhere',
          perSecond: expect.any(Number),
        }),
      PATIENT,
    )
    await flow.stop()
    expect(await ask()).toMatchObject({ relay: 'nowhere', perSecond: null })
    await api.stop()
    await broker.close()
    await store.close()
  })
})
