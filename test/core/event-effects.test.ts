/** From a message on the broker to its effect, with the consumers that every workspace has. */
import { randomUUID } from 'node:crypto'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { openInProcessBroker } from '../../src-main/broker/in-process/index.ts'
import type { Broker } from '../../src-main/broker/index.ts'
import { Flow } from '../../src-main/events/flow/index.ts'
import { QUEUES, WORK_QUEUES } from '../../src-main/events/index.ts'
import { Across } from '../../src-main/store/across/index.ts'
import { eq } from '../../src-main/store/index.ts'
import { auditRecords, members, outbox } from '../../src-main/store/records/index.ts'
import { CONSUMERS } from '../../src-main/workspace/consumers.ts'
import { EVENT_TYPES, type EventTypeName } from '../../src-preload/contract/event-types/index.ts'
import { type Domains, openDomains } from './domains-world.ts'
import { STORES } from './world.ts'

const PATIENT = { timeout: 20_000, interval: 20 }

describe.each(STORES)('what comes in from the broker on %s', (kind) => {
  let d: Domains
  let broker: Broker
  let flow: Flow
  const passed: string[] = []
  beforeAll(async () => {
    d = await openDomains(kind)
    broker = openInProcessBroker({ queues: WORK_QUEUES })
    await broker.tap(
      { bindings: [{ exchange: 'users', pattern: '#' }], maxLength: 1000, prefetch: 100 },
      ({ routingKey }) => void passed.push(routingKey),
    )
    flow = new Flow({
      store: d.w.store,
      broker,
      consumers: CONSUMERS,
      schedules: [],
      defect: (where, error) => d.w.defects.push(`${where}: ${String(error)}`),
      pollMs: 50,
    })
    await flow.start()
  })
  afterAll(async () => {
    await flow.stop()
    expect(d.w.defects).toEqual([])
    await broker.close()
    await d.close()
  })

  const publish = (type: EventTypeName, orgid: string, data: object, more = {}): Promise<unknown> => {
    const id = v7()
    const event = {
      specversion: '1.0',
      id,
      source: 'elsewhere',
      type,
      time: new Date().toISOString(),
      datacontenttype: 'application/json',
      dataschema: `castellan:${type}:v1`,
      orgid,
      ...more,
      data,
    }
    const { exchange } = EVENT_TYPES[type]
    return broker.publish([
      { id, exchange, routingKey: `${type}.${orgid}`, type, body: JSON.stringify(event) },
    ])
  }
  const signUp = (orgid: string, email: string, more = {}) =>
    publish('user.signedup', orgid, { signUpId: randomUUID(), email, name: 'Neo', verified: true }, more)
  const memberOf = (orgId: string, email: string) =>
    d.w.tenant(orgId).collection(members).first(eq('email', email))
  const figuresOf = (queue: string) => flow.figures().consumers.find((c) => c.queue === queue)

  it('a sign-up becomes a member of the organization that proved its domain, and the broker hears of it', async () => {
    const acme = d.w.ada.orgId ?? ''
    await d.proved(d.w.ada, 'acme.test')
    await signUp('platform', 'neo@acme.test')
    await vi.waitFor(async () => expect(await memberOf(acme, 'neo@acme.test')).toBeDefined(), PATIENT)
    await vi.waitFor(() => expect(passed).toContain(`user.enrolled.${acme}`), PATIENT)
    // The platform's own id means the same as its short name.
    const platform = (await new Across(d.w.store).organizationBySlug('platform'))?.id ?? ''
    await signUp(platform, 'trinity@acme.test')
    await vi.waitFor(async () => expect(await memberOf(acme, 'trinity@acme.test')).toBeDefined(), PATIENT)
  })

  it('what comes of a simulated event says that nobody really did it: its records and its events', async () => {
    const acme = d.w.ada.orgId ?? ''
    const comesOf = async (email: string, more = {}) => {
      await signUp(acme, email, more)
      await vi.waitFor(async () => expect(await memberOf(acme, email)).toBeDefined(), PATIENT)
      const member = await memberOf(acme, email)
      const trail = await d.w.tenant(acme).collection(auditRecords).list({ limit: 500 })
      const events = await d.w.tenant(acme).collection(outbox).list({ limit: 500 })
      const about = trail.items.filter((r) => r.resourceId === member?.id)
      return {
        hosts: [...new Set(about.map((r) => r.origin.host))],
        because: about.map((r) => r.because.replace(/event .*/, 'event')),
        marks: events.items
          .map((row) => JSON.parse(row.body))
          .filter((event) => event.subject === member?.id || event.data.memberId === member?.id)
          .map((event) => event.simulated),
      }
    }
    const simulated = await comesOf('cypher@acme.test', { simulated: true })
    expect(simulated.hosts).toEqual(['simulator'])
    expect(new Set(simulated.because)).toEqual(new Set(['simulated event']))
    expect(new Set(simulated.marks)).toEqual(new Set([true]))
    const real = await comesOf('tank@acme.test')
    expect(real.hosts).toEqual(['broker'])
    expect(new Set(real.marks)).toEqual(new Set([undefined]))
  })

  it('a sign-up in the name of one organization brings nobody into another', async () => {
    const acme = d.w.ada.orgId ?? ''
    const other = await d.organization('rival')
    await signUp(other.orgId ?? '', 'smith@acme.test')
    await vi.waitFor(() => expect(figuresOf(QUEUES.signups.name)?.dead).toBe(1), PATIENT)
    const [letter] = await broker.deadLetters.browse(QUEUES.signups.name, 10)
    expect(letter?.reason).toBe('The address is of no domain of that organization.')
    expect(await memberOf(acme, 'smith@acme.test')).toBeUndefined()
    expect(await new Across(d.w.store).userByEmail('smith@acme.test')).toBeUndefined()
    await signUp(acme, 'smith@acme.test')
    await vi.waitFor(async () => expect(await memberOf(acme, 'smith@acme.test')).toBeDefined(), PATIENT)
  })

  it('a sign-up in the name of an organization whose domain it is not leaves nothing, also where nobody has claimed it', async () => {
    const acme = d.w.ada.orgId ?? ''
    const before = figuresOf(QUEUES.signups.name)?.dead ?? 0
    await signUp(acme, 'jones@unclaimed.test')
    await vi.waitFor(() => expect(figuresOf(QUEUES.signups.name)?.dead).toBe(before + 1), PATIENT)
    expect(await new Across(d.w.store).userByEmail('jones@unclaimed.test')).toBeUndefined()
  })

  it('a decision made elsewhere is carried out in the decider’s name', async () => {
    const bea = await d.w.add('bea', ['admin'])
    const { version } = await d.w.ask<{ version: number }>(d.w.ada, 'organizations.current')
    const closing = { version, confirmName: 'Acme', reason: 'we are done' }
    const answer = await d.w.ask<{ approvalId: string }>(d.w.ada, 'organizations.close', closing)
    const { approvalId } = answer
    await publish('decision.made', d.w.ada.orgId ?? '', {
      approvalId,
      decision: 'approve',
      userId: bea.userId,
      why: 'agreed on the phone',
    })
    const state = async () => (await d.w.ask<{ state: string }>(d.w.ada, 'organizations.current')).state
    await vi.waitFor(async () => expect(await state()).toBe('closing'), PATIENT)
  })
})
