/** The agent as a real process, on a real database and a real broker whose network goes away and comes back. */
import { randomUUID } from 'node:crypto'
import { v7 } from 'uuid'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Broker, OutMessage } from '../../src-main/broker/index.ts'
import { openRabbitBroker } from '../../src-main/broker/rabbitmq/index.ts'
import { envelope, QUEUES } from '../../src-main/events/index.ts'
import { Across } from '../../src-main/store/across/index.ts'
import { inbox, usageRecords } from '../../src-main/store/records/index.ts'
import {
  EVENT_TYPES,
  type EventData,
  type EventTypeName,
  routingKey,
} from '../../src-preload/contract/event-types/index.ts'
import { openWorld, STORES, type World } from '../core/world.ts'
import { managedRabbit, openVirtualHost, type VirtualHost } from '../servers/index.ts'
import { startWire, type Wire } from '../servers/wire.ts'
import { type Agent, ask, ended, health, Machine, metric, stopped } from '../unit/hosts/agent-machine.ts'

const PATIENT = { timeout: 90_000, interval: 100 }

const node = await managedRabbit()
const MONGODB = STORES.includes('mongodb')

/** As another service of the platform publishes it. */
function foreign<T extends EventTypeName>(org: string, type: T, data: EventData<T>): OutMessage {
  const id = v7()
  const about = { id, orgId: org, time: new Date().toISOString(), actorId: '', auditId: undefined }
  const body = JSON.stringify(envelope({ type, subject: id, data } as Parameters<typeof envelope>[0], about))
  return { id, exchange: EVENT_TYPES[type].exchange, routingKey: routingKey(type, org), type, body }
}

describe.skipIf(!node || !MONGODB)('castellan agent on RabbitMQ and MongoDB', { timeout: 300_000 }, () => {
  const machine = new Machine()
  let w: World
  let host: VirtualHost
  let broker: Broker
  let wire: Wire
  const arrived: string[] = []

  beforeAll(async () => {
    w = await openWorld('mongodb')
    const [uri, database] = 'uri' in w.address ? [w.address.uri, w.address.database] : []
    host = await openVirtualHost(node)
    const { port } = new URL(host.url)
    wire = await startWire(Number(port))
    const url = host.url.replace(`:${port}/`, `:${wire.port}/`)
    const at = ['--mongodb', uri ?? '', '--database', database ?? '', '--amqp', url]
    const operator = ['--operator', 'operator@platform.example']
    expect(await ended(machine.castellan('workspace', 'add', 'acme', ...at, ...operator))).toEqual({
      code: 0,
      err: '',
    })
    broker = openRabbitBroker({ url, workspace: 'others' })
    await vi.waitFor(() => expect(broker.state().state).toBe('up'), PATIENT)
    const bindings = [{ exchange: 'organizations', pattern: '#' }] as const
    await broker.tap({ bindings, maxLength: 10_000, prefetch: 100 }, ({ body }) => arrived.push(body))
  })
  afterEach(() => machine.killAll())
  afterAll(async () => {
    await broker?.close()
    expect(w?.defects ?? []).toEqual([])
    await w?.close()
    await wire?.close()
    await host?.remove()
    await node?.stop()
    machine.remove()
  })

  const waitFor = (agent: Agent, told: object): Promise<void> =>
    vi.waitFor(async () => expect(await health(agent)).toMatchObject(told), PATIENT)
  const teamMade = async (name: string): Promise<void> => {
    await w.ask(w.ada, 'teams.create', { name })
  }
  const hasArrived = (name: string): Promise<void> =>
    vi.waitFor(() => expect(arrived.some((body) => body.includes(name))).toBe(true), PATIENT)
  const handled = async (agent: Agent, outcome: string): Promise<number> =>
    (await metric(agent, `deliveries_total{queue="${QUEUES.usage.name}",outcome="${outcome}"}`)) ?? 0

  it('publishes what waits, has the effect of a sign-up, tells its figures, and ends with 0', async () => {
    await teamMade('Made before it started')
    const agent = await machine.agent('acme')
    await waitFor(agent, { status: 200, relay: 'here', pending: 0, broker: { state: 'up' } })
    await hasArrived('Made before it started')
    await teamMade('Made while it runs')
    await hasArrived('Made while it runs')
    const email = 'new@nobody.example'
    const signUp = { signUpId: randomUUID(), email, name: 'New', verified: true }
    const outcome = await broker.publish([foreign('platform', 'user.signedup', signUp)])
    expect(outcome).toEqual(['confirmed'])
    await vi.waitFor(
      async () => expect(await new Across(w.store).userByEmail(email)).toMatchObject({ name: 'New' }),
      PATIENT,
    )
    const done = `deliveries_total{queue="${QUEUES.signups.name}",outcome="done"}`
    await vi.waitFor(async () => expect(await metric(agent, done)).toBe(1), PATIENT)
    expect(await metric(agent, 'broker_up')).toBe(1)
    expect(await metric(agent, `queue_read{queue="${QUEUES.signups.name}"}`)).toBe(1)
    expect(await metric(agent, 'relay_held')).toBe(1)
    expect(await metric(agent, 'events_published_total')).toBeGreaterThan(1)
    const { body } = await ask(agent.address, '/metrics')
    expect(body).toMatch(/^castellan_info\{version="[^"]+",workspace="acme"\} 1$/m)
    expect(body).not.toMatch(/nobody\.example|mongodb:\/\/|amqp:\/\/|Made/)
    for (const line of body.trim().split('\n'))
      expect(line).toMatch(/^(# (HELP|TYPE) castellan_\w+ .+|castellan_\w+(\{.*\})? -?[\d.e+]+)$/)
    expect(await stopped(agent)).toBe(0)
  })

  it('is unhealthy while the broker is away, healthy again when it is back, and then publishes what waited', async () => {
    const agent = await machine.agent('acme')
    await waitFor(agent, { status: 200, relay: 'here' })
    wire.tear()
    try {
      await waitFor(agent, { status: 503, healthy: false, broker: { state: 'down' }, database: { up: true } })
      await teamMade('Made without a broker')
      expect(await health(agent)).toMatchObject({ status: 503, pending: expect.any(Number) })
      expect(await metric(agent, 'broker_up')).toBe(0)
      expect(await metric(agent, 'outbox_pending')).toBeGreaterThan(0)
      // What cannot be asked for is left out, not nothing.
      expect(await metric(agent, 'events_unrouted')).toBeUndefined()
    } finally {
      wire.mend()
    }
    // The one that listens has to be there again, or nobody is bound when it is published.
    await waitFor(agent, { status: 200, pending: 0 })
    expect(await metric(agent, 'broker_up')).toBe(1)
    expect(await stopped(agent)).toBe(0)
  })

  it('is unhealthy while it may not read a queue, which it names, and healthy once it may', async () => {
    const { name } = QUEUES.usage
    await host.permit('guest', { read: `^(?!${name.replaceAll('.', '\\.')}$).*$` })
    try {
      const agent = await machine.agent('acme')
      await waitFor(agent, { status: 503, healthy: false, notRead: [name], broker: { state: 'up' } })
      expect(await metric(agent, `queue_read{queue="${name}"}`)).toBe(0)
      await host.permit('guest', {})
      await waitFor(agent, { status: 200, healthy: true, notRead: [] })
      expect(await stopped(agent)).toBe(0)
    } finally {
      await host.permit('guest', {})
    }
  })

  it('asked to end in the middle of deliveries has each effect once, and another agent has the rest', async () => {
    const org = w.ada.orgId ?? ''
    const first = await machine.agent('acme')
    await waitFor(first, { status: 200 })
    await vi.waitFor(() => expect(broker.state().state).toBe('up'), PATIENT)
    const list = Array.from({ length: 300 }, () =>
      foreign(org, 'usage.recorded', {
        usageId: randomUUID(),
        userId: 'u',
        teamId: null,
        model: 'm',
        units: 1,
        occurredAt: new Date().toISOString(),
      }),
    )
    const kept = (): Promise<number> => w.tenant(org).collection(usageRecords).count()
    expect(await broker.publish(list)).not.toContain('unknown')
    await vi.waitFor(async () => expect(await kept()).toBeGreaterThan(20), { ...PATIENT, interval: 10 })
    expect(await stopped(first)).toBe(0)
    const before = await kept()
    expect(before).toBeLessThan(list.length)
    const second = await machine.agent('acme')
    await vi.waitFor(async () => expect(await kept()).toBeGreaterThanOrEqual(list.length), PATIENT)
    await vi.waitFor(
      async () => expect(await handled(second, 'done')).toBeGreaterThanOrEqual(list.length - before),
      PATIENT,
    )
    // What was under way had ended and was answered: nothing of it came a second time.
    expect([await handled(second, 'done'), await handled(second, 'repeated')]).toEqual([
      list.length - before,
      0,
    ])
    const noted = w.tenant(org).collection(inbox)
    expect([await kept(), await noted.count()]).toEqual([list.length, list.length])
    for (const { messages } of await broker.deadLetters.counts()) expect(messages).toBe(0)
    expect(await stopped(second)).toBe(0)
  })

  it('of two one publishes and the other waits, and takes over when the first is gone', async () => {
    const one = await machine.agent('acme')
    await waitFor(one, { status: 200, relay: 'here' })
    const two = await machine.agent('acme')
    await waitFor(two, { status: 200, relay: 'elsewhere' })
    expect(await stopped(one, 'SIGINT')).toBe(0)
    await waitFor(two, { status: 200, relay: 'here' })
    expect((await ask(two.address, '/health', { host: 'evil.example' })).status).toBe(403)
    expect((await ask(two.address, '/other')).status).toBe(404)
    expect((await ask(two.address, '/metrics', {}, 'POST')).status).toBe(405)
    expect(await stopped(two)).toBe(0)
  })
})
