import { randomUUID } from 'node:crypto'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Delivery } from '../../src-main/broker/index.ts'
import { Consumer, type Effects } from '../../src-main/events/flow/consumer.ts'
import { QUEUES } from '../../src-main/events/index.ts'
import { Across } from '../../src-main/store/across/index.ts'
import { inbox, organizations, usageRecords } from '../../src-main/store/records/index.ts'
import { CONSUMERS } from '../../src-main/workspace/consumers.ts'
import { CastellanError } from '../../src-preload/contract/errors.ts'
import { openWorld, STORES, type World } from './world.ts'

describe.each(STORES)('the console’s consumers on %s', (kind) => {
  let w: World
  const unexpected: unknown[] = []
  beforeAll(async () => {
    w = await openWorld(kind)
  })
  afterAll(async () => {
    expect(w.defects).toEqual([])
    await w.close()
  })

  const acme = (): string => w.ada.orgId ?? ''
  const usageOf = (over: object = {}) => ({
    usageId: randomUUID(),
    userId: 'u1',
    teamId: null,
    model: 'large',
    units: 120,
    occurredAt: '2026-11-02T08:00:00.000Z',
    ...over,
  })
  const deliver = (orgid: string, data: object, over: object = {}, key?: string): Delivery => {
    const event = {
      specversion: '1.0',
      id: v7(),
      source: 'meter',
      type: 'usage.recorded',
      time: '2026-11-02T08:00:01.000Z',
      datacontenttype: 'application/json',
      dataschema: 'castellan:usage.recorded:v1',
      orgid,
      data,
      ...over,
    }
    const routingKey = key ?? `${event.type}.${event.orgid}`
    const body = JSON.stringify(event)
    return { id: event.id, exchange: 'management', routingKey, body, attempts: 0, headers: {} }
  }
  const consumer = (effects?: Effects): Consumer =>
    new Consumer(
      w.store,
      QUEUES.usage,
      effects ?? CONSUMERS.find((c) => c.queue === QUEUES.usage)?.effects ?? {},
      (_, error) => unexpected.push(error),
    )
  const kept = (orgId = acme()): Promise<number> => w.tenant(orgId).collection(usageRecords).count()

  it('a usage record is kept for its organization', async () => {
    const data = usageOf()
    expect(await consumer().handle(deliver(acme(), data))).toEqual({ kind: 'done' })
    const [found] = (await w.tenant(acme()).collection(usageRecords).list({ limit: 5 })).items
    expect(found).toMatchObject(data)
  })

  it('an event that is delivered again, also at the same moment, has its effect once', async () => {
    const before = await kept()
    const c = consumer()
    const delivery = deliver(acme(), usageOf())
    const verdicts = await Promise.all(Array.from({ length: 6 }, () => c.handle(delivery)))
    expect(verdicts).toEqual(Array.from({ length: 6 }, () => ({ kind: 'done' })))
    expect(await c.handle(delivery)).toEqual({ kind: 'done' })
    expect(await kept()).toBe(before + 1)
    expect(c.figures()).toMatchObject({ done: 1, repeated: 6, dead: 0 })
  })

  it('the same usage told by two events is kept once', async () => {
    const before = await kept()
    const data = usageOf()
    for (let i = 0; i < 2; i += 1)
      expect(await consumer().handle(deliver(acme(), data))).toEqual({ kind: 'done' })
    expect(await kept()).toBe(before + 1)
  })

  it.each<[string, () => Delivery, RegExp]>([
    ['no JSON', () => ({ ...deliver(acme(), usageOf()), body: '{' }), /not JSON/],
    ['no event', () => ({ ...deliver(acme(), usageOf()), body: '{}' }), /Not a CloudEvent/],
    ['an unknown type', () => deliver(acme(), usageOf(), { type: 'usage.invented' }), /Unknown event type/],
    ['data of another shape', () => deliver(acme(), usageOf({ units: 1.5 })), /usage\.recorded: units/],
    [
      'a type that the queue is not for',
      () => ({
        ...deliver(
          acme(),
          { signUpId: randomUUID(), email: 'a@b.example', name: 'A', verified: true },
          { type: 'user.signedup', dataschema: 'castellan:user.signedup:v1' },
        ),
        exchange: 'users',
      }),
      /nothing that this queue is for/,
    ],
    [
      'another organization in the key than in the event',
      () => deliver(acme(), usageOf(), {}, `usage.recorded.${randomUUID()}`),
      /names another type or organization/,
    ],
    [
      'another exchange than that of its type',
      () => ({ ...deliver(acme(), usageOf()), exchange: 'meter.own' }),
      /exchange or routing key/,
    ],
    [
      'nested deeper than any event',
      () => {
        const delivery = deliver(acme(), usageOf({ more: '?' }))
        return { ...delivery, body: delivery.body.replace('"?"', '['.repeat(30_000) + ']'.repeat(30_000)) }
      },
      /100 levels/,
    ],
    ['an organization that is not there', () => deliver(randomUUID(), usageOf()), /no such organization/],
    ['an operator as a value', () => deliver(acme(), usageOf({ userId: { $ne: null } })), /userId/],
  ])('%s is dead at once, with the reason, and leaves nothing', async (_, make, reason) => {
    const before = await kept()
    const verdict = await consumer().handle(make())
    expect(verdict).toMatchObject({ kind: 'dead', reason: expect.stringMatching(reason) })
    expect(await kept()).toBe(before)
  })

  it('a refusal is dead with its sentence; what may pass, and what nobody expected, is tried again', async () => {
    const fail = (error: Error): Effects => ({
      'usage.recorded': ({ transaction }) => transaction(() => Promise.reject(error)),
    })
    const closed = new CastellanError('WRONG_STATE', 'This organization is closed.', {
      state: 'closed',
      allowed: [],
    })
    const away = new CastellanError('UNAVAILABLE', 'The name server does not answer.', { what: 'dns' })
    const give = (effects: Effects) => consumer(effects).handle(deliver(acme(), usageOf()))
    expect(await give(fail(closed))).toEqual({ kind: 'dead', reason: closed.message, code: 'WRONG_STATE' })
    expect(await give(fail(away))).toEqual({ kind: 'retry', reason: away.message, code: 'UNAVAILABLE' })
    expect(await give(fail(new Error('secret=hunter2')))).toEqual({
      kind: 'retry',
      reason: 'Something went wrong on our side.',
      code: 'DEFECT',
    })
    expect(unexpected.splice(0)).toHaveLength(1)
  })

  it('a delivery that waits for its database is given back when its process stops, and was no attempt', async () => {
    let asked = 0
    const c = consumer({
      'usage.recorded': async () => {
        asked += 1
        throw new CastellanError('UNAVAILABLE', 'The database does not answer.', { what: 'database' })
      },
    })
    const verdict = c.handle(deliver(acme(), usageOf()))
    await vi.waitFor(() => expect(asked).toBeGreaterThan(1), { timeout: 20_000 })
    await c.stop()
    expect(await verdict).toEqual({
      kind: 'later',
      reason: 'The database does not answer.',
      code: 'UNAVAILABLE',
    })
    expect(c.figures()).toMatchObject({ done: 0, retried: 0, dead: 0, held: asked })
  })

  it('what failed once leaves no note behind: tried again it has its effect', async () => {
    const before = await kept()
    const delivery = deliver(acme(), usageOf())
    const [usage] = CONSUMERS.filter((c) => c.queue === QUEUES.usage).map((c) => c.effects['usage.recorded'])
    let tries = 0
    const c = consumer({
      'usage.recorded': async (received) => {
        tries += 1
        if (tries > 1) return usage?.(received)
        return received.transaction(async () => {
          throw new Error('the first time')
        })
      },
    })
    expect(await c.handle(delivery)).toMatchObject({ kind: 'retry' })
    expect(await c.handle(delivery)).toEqual({ kind: 'done' })
    expect(await kept()).toBe(before + 1)
    unexpected.splice(0)
  })

  it('an organization keeps usage while it is suspended or closing, and none when it is closed', async () => {
    const founded = await w.ask<{ id: string }>(w.operator, 'platform.create', {
      name: 'Fen',
      slug: 'fen-ltd',
      admin: { email: 'fen@fen.example', name: 'Fen' },
    })
    const list = w.tenant(founded.id).collection(organizations)
    for (const [i, state] of (['suspended', 'closing', 'closed'] as const).entries()) {
      const current = await new Across(w.store).organization(founded.id)
      if (!current) throw new Error('It was founded.')
      await list.update(current, { state })
      const verdict = await consumer().handle(deliver(founded.id, usageOf()))
      expect(verdict.kind).toBe(state === 'closed' ? 'dead' : 'done')
      expect(await kept(founded.id)).toBe(Math.min(i + 1, 2))
    }
  })

  it('an event that was for one organization is noted in its inbox, and in no other', async () => {
    const operators = (await new Across(w.store).organizationBySlug('platform'))?.id ?? ''
    expect(await w.tenant(acme()).collection(inbox).count()).toBeGreaterThan(0)
    expect(await w.tenant(operators).collection(inbox).count()).toBe(0)
  })
})
