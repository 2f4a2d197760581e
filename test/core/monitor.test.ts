import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Session } from '../../src-main/api/index.ts'
import type { Broker } from '../../src-main/broker/index.ts'
import type { EventBody, EventFrame, SavedFilter } from '../../src-preload/contract/events.ts'
import { brokers } from './brokers.ts'
import { publish, publishTeam, Reading, watch } from './monitor-world.ts'
import { openWorld, STORES, type World } from './world.ts'

const reason = 'because the test says so'
const nextTurn = (): Promise<void> => new Promise((turned) => setImmediate(turned))

const BROKERS = await brokers()
const BOTH = STORES.flatMap((store) => BROKERS.map((b) => ({ store, ...b })))

describe.each(BOTH)('the monitor on $store with $broker', ({ store: kind, open, broker: brokerKind }) => {
  let broker: Broker
  let w: World
  let olga: Session
  let acme = ''
  let other = ''
  beforeAll(async () => {
    broker = await open()
    w = await openWorld(kind, { broker })
    await w.ask(w.operator, 'platform.create', {
      name: 'Other',
      slug: 'other',
      admin: { email: 'olga@other.example', name: 'Olga' },
    })
    olga = await w.as('olga@other.example', 'other')
    acme = w.ada.orgId ?? ''
    other = olga.orgId ?? ''
  })
  afterAll(async () => {
    expect(w.defects).toEqual([])
    await w.close()
    await broker.close()
  })
  /** A member who reads events by a role of their own. */
  const watcher = async (name: string) => {
    const roles = await w.ask<{ id: string; name: string }[]>(w.ada, 'roles.list')
    const role =
      roles.find((r) => r.name === 'Watcher') ??
      (await w.ask<{ id: string }>(w.ada, 'roles.create', { name: 'Watcher', matrix: { event: ['read'] } }))
    const member = await w.add(name, [role.id])
    return { member, session: await w.as(`${name}@acme.example`) }
  }

  it('shows the organization’s own events as they pass, with the names that it knows', async () => {
    const reading = await watch(w, w.ada)
    const id = await publish(broker, {
      orgId: acme,
      type: 'team.created',
      data: { id: 't', name: 'Night shift' },
      actorId: w.ada.user?.id ?? '',
    })
    const frame = await reading.until((f) => f.rows.length > 0)
    expect(frame.rows[0]).toMatchObject({
      id,
      actor: 'Ada',
      exchange: 'organizations',
      type: 'team.created',
      key: `team.created.${acme}`,
      organization: '',
      simulated: false,
    })
    expect(frame.broker.state).toBe('up')
    await reading.leave()
  })

  // All at once, before anything can be fetched, goes only where broker and monitor are one process.
  if (brokerKind === 'in-process')
    it('counts the events that the broker dropped before they came, so that received and lost are all', async () => {
      const reading = await watch(w, await w.as('ada@acme.example'))
      const all = Array.from({ length: 53_000 }, (_, i) => ({
        id: String(i),
        exchange: 'organizations' as const,
        routingKey: `team.created.${acme}`,
        type: 'team.created',
        body: JSON.stringify({ id: String(i), type: 'team.created', orgid: acme, time: '', data: {} }),
      }))
      await broker.publish(all)
      const { counters } = await reading.until(({ counters: c }) => c.received + c.lost === all.length)
      expect(counters.lost).toBeGreaterThan(0)
      expect(counters).toMatchObject({ gaps: 0, withheld: 0, unreadable: 0 })
      await reading.leave()
    })

  it('never shows another organization’s: not by the binding, and not where a publisher mixed them up', async () => {
    const reading = await watch(w, await w.as('ada@acme.example'))
    for (let i = 0; i < 5; i += 1) await publishTeam(broker, other, 'theirs')
    await publishTeam(broker, other, 'theirs by our key', { keyOf: acme })
    await publishTeam(broker, acme, 'ours by their key', { keyOf: other })
    const ours = await publishTeam(broker, acme, 'ours')
    const frame = await reading.until((f) => f.rows.length > 0)
    expect(reading.rows.map((r) => r.id)).toEqual([ours])
    // The five never came; the one with our key came and was withheld.
    expect(frame.counters).toMatchObject({ received: 1, withheld: 1 })
    expect(JSON.stringify(reading.all)).not.toContain('theirs')
    await reading.leave()
  })

  it('operators see every organization’s events with its name, but not whose a personal space is', async () => {
    const [ada] = (await w.ask<{ orgId: string; kind: string }[]>(w.ada, 'session.contexts')).filter(
      (c) => c.kind === 'personal',
    )
    // Whatever else passes on a broker that tests share.
    const filter = { orgIds: [acme, other, ada?.orgId ?? ''] }
    const reading = await watch(w, w.operator, { filter })
    const named = (orgId: string) => reading.rows.findLast((r) => r.orgId === orgId)?.organization
    // A row does not wait for a database that is slow: a later one has the names then.
    for (let rows = 3; named(acme) !== 'Acme' || named(other) !== 'Other'; rows += 3) {
      for (const orgId of filter.orgIds) await publishTeam(broker, orgId)
      await reading.until(() => reading.rows.length === rows)
    }
    expect(reading.rows.filter((r) => r.orgId === ada?.orgId).every((r) => r.organization === '')).toBe(true)
    await reading.leave()
  })

  it('operators see of a tenant’s event its envelope and its shape, never what stands in it', async () => {
    const operator = await w.api.newSession({ host: 'test', as: w.operator.user?.email ?? '' })
    const filter = { orgIds: [acme, operator.orgId ?? ''] }
    const reading = await watch(w, operator, { filter })
    const id = await publishTeam(broker, acme, 'Merger with Globex')
    const own = await publishTeam(broker, operator.orgId ?? '', 'Night shift')
    await reading.until(() => reading.rows.length === 2)
    expect(reading.rows.map((r) => r.name)).toEqual(['', 'Night shift'])
    const body = await w.ask<EventBody>(operator, 'events.body', { id })
    expect(JSON.parse(body.body)).toMatchObject({
      id,
      type: 'team.created',
      orgid: acme,
      data: { id: '‹string›', name: '‹string›' },
    })
    expect(body).toMatchObject({ veiled: true, bytes: expect.any(Number) })
    expect(await w.ask(operator, 'events.body', { id: own })).toMatchObject({ veiled: false })
    // Nor do they find out by asking for it.
    const { watchId } = reading
    const asked = { ...filter, path: 'data.name ~ Globex' }
    await w.ask(operator, 'events.steer', { watchId, filter: asked })
    const again = await reading.until((f) => f.reset)
    expect(again.rows).toEqual([])
    expect(JSON.stringify(reading.all)).not.toContain('Globex')
    await reading.leave()
  })

  it('whoever asks for the newest alone gets the rest by its place, in their own session', async () => {
    const ada = await w.as('ada@acme.example')
    const reading = await watch(w, ada, { newest: 1 })
    await w.ask(ada, 'events.steer', { watchId: reading.watchId, paused: true })
    await reading.until((f) => f.paused)
    const sent: string[] = []
    for (let i = 0; i < 5; i += 1) sent.push(await publishTeam(broker, acme))
    await reading.until((f) => f.counters.received === 5)
    await w.ask(ada, 'events.steer', { watchId: reading.watchId, paused: false })
    const frame = await reading.until((f) => f.rows.length > 0)
    expect(frame.skipped).toBe(4)
    const before = { before: frame.rows[0]?.n ?? 0, limit: 100 }
    const rows = await w.ask<{ id: string }[]>(ada, 'events.rows', before)
    expect(rows.map((r) => r.id)).toEqual(sent.slice(0, 4))
    expect(await w.ask(olga, 'events.rows', before)).toEqual([])
    await reading.leave()
  })

  it('whoever may not read events opens none', async () => {
    await w.add('vic', ['viewer'])
    const vic = await w.as('vic@acme.example')
    for (const [name, input] of [
      ['watch', {}],
      ['body', { id: 'x' }],
      ['rows', { before: 1, limit: 1 }],
      ['filters', undefined],
      ['deadLetters', undefined],
      ['simulator', undefined],
    ] as const)
      expect(await w.code(vic, `events.${name}`, input), name).toBe('FORBIDDEN')
  })

  it('a suspended member’s open monitor ends with the call that suspends', async () => {
    const { member, session } = await watcher('sue')
    const reading = await watch(w, session)
    let over = false
    const ended = reading.toEnd().then(() => {
      over = true
    })
    await w.ask(w.ada, 'members.suspend', { id: member.id, version: member.version, reason })
    await nextTurn()
    // Nothing that is published from now on can reach it, whatever the broker still has under way.
    expect(session.orgId).toBeNull()
    await nextTurn()
    if (broker.kind === 'in-process') expect(over).toBe(true)
    await publishTeam(broker, acme)
    await ended
    expect(reading.rows).toEqual([])
  })

  it('an open monitor ends with the permission to read events, also where another process took it', async () => {
    const elsewhere = await w.second()
    const { member } = await watcher('rob')
    const readings = []
    for (const api of [w.api, elsewhere]) {
      const session = await api.newSession({ host: 'test', as: 'rob@acme.example', org: 'acme' })
      readings.push(
        await watch(
          { ask: (s: Session, p: string, i: unknown) => api.call(s, p.split('.'), i) } as World,
          session,
        ),
      )
    }
    const ended = readings.map((r) => r.toEnd())
    await w.ask(w.ada, 'members.setRoles', { id: member.id, version: member.version, roleIds: ['viewer'] })
    await Promise.all(ended)
  })

  it('an open monitor goes on when something else of one’s access changes', async () => {
    const { member, session } = await watcher('pat')
    const reading = await watch(w, session)
    const now = await w.member(member.id)
    await w.ask(w.ada, 'members.setRoles', {
      id: now.id,
      version: now.version,
      roleIds: [...now.roleIds, 'viewer'],
    })
    await publishTeam(broker, acme)
    await reading.until((f) => f.rows.length > 0)
    await reading.leave()
  })

  it('ends at a switch, and nothing of it can be looked into from there', async () => {
    await w.ask(olga, 'members.add', { email: 'ada@acme.example', name: 'Ada', roleIds: ['admin'] })
    const ada = await w.as('ada@acme.example')
    const reading = await watch(w, ada)
    const id = await publishTeam(broker, acme, 'before the switch')
    await reading.until((f) => f.rows.length > 0)
    const ended = reading.toEnd()
    await w.ask(ada, 'session.enter', { orgId: other })
    await ended
    expect(await w.code(ada, 'events.body', { id })).toBe('NOT_FOUND')
    const there = await watch(w, ada)
    await publishTeam(broker, acme)
    const own = await publishTeam(broker, other)
    await there.until((f) => f.rows.length > 0)
    expect(there.rows.map((r) => r.id)).toEqual([own])
    await there.leave()
  })

  it('a session that opens ten monitors at once has one tap, and the one that was asked for last', async () => {
    const ada = await w.as('ada@acme.example')
    const taps = new Set<object>()
    const { tap } = broker
    const counted: Broker['tap'] = async (options, received) => {
      const opened = await tap.call(broker, options, received)
      const one = {
        close: async () => {
          await opened.close()
          taps.delete(one)
        },
      }
      taps.add(one)
      return one
    }
    Object.assign(broker, { tap: counted })
    const opening = Array.from({ length: 10 }, () =>
      w.ask<AsyncIterable<EventFrame>>(ada, 'events.watch', {}),
    )
    const readings = (await Promise.all(opening)).map((s) => new Reading(s[Symbol.asyncIterator]()))
    const last = readings.pop()
    await Promise.all(readings.map((r) => r.toEnd()))
    expect(taps.size).toBe(1)
    await last?.until(() => true)
    const id = await publishTeam(broker, acme)
    await last?.until((f) => f.rows.some((r) => r.id === id))
    await last?.leave()
    expect(taps.size).toBe(0)
    Object.assign(broker, { tap })
  })

  it('another monitor of the same session ends the one before, and begins with what that one held', async () => {
    const ada = await w.as('ada@acme.example')
    const first = await watch(w, ada)
    const id = await publishTeam(broker, acme)
    await first.until((f) => f.rows.length > 0)
    const second = await watch(w, ada)
    await first.toEnd()
    expect(second.rows.map((r) => r.id)).toEqual([id])
    expect(await w.code(ada, 'events.steer', { watchId: first.watchId, paused: true })).toBe('NOT_FOUND')
    await second.leave()
  })

  it('is steered and stopped by its own session alone', async () => {
    const reading = await watch(w, w.ada)
    const { watchId } = reading
    const again = await w.as('ada@acme.example')
    for (const session of [olga, again]) {
      expect(await w.code(session, 'events.steer', { watchId, paused: true })).toBe('NOT_FOUND')
      expect(await w.code(session, 'events.seen', { watchId, frame: 1 })).toBe('NOT_FOUND')
      // Stopping what is not there is no error, and stops nothing.
      await w.ask(session, 'events.stop', { watchId })
    }
    await w.ask(w.ada, 'events.steer', { watchId, filter: { types: ['team.deleted'] } })
    await publishTeam(broker, acme)
    const frame = await reading.until((f) => f.counters.received === 1)
    expect(frame.counters.matched).toBe(0)
    const ended = reading.toEnd()
    await w.ask(w.ada, 'events.stop', { watchId })
    await ended
    expect(await w.code(w.ada, 'events.steer', { watchId, paused: true })).toBe('NOT_FOUND')
  })

  it('a filter that cannot be read is refused with the place where it is wrong', async () => {
    await expect(
      w.ask(w.ada, 'events.watch', { filter: { path: 'data.roleIds[*] = ' } }),
    ).rejects.toMatchObject({
      code: 'BAD_INPUT',
      data: { issues: [{ field: 'filter.path', message: expect.stringContaining('at character 19') }] },
    })
    expect(await w.code(w.ada, 'events.watch', { filter: { key: 'a..b' } })).toBe('BAD_INPUT')
  })

  it('the text of an event is that of the wire, and leads to the trail’s record of the same change', async () => {
    const team = await w.ask<{ id: string }>(w.ada, 'teams.create', { name: 'Traced' })
    const [record] = await w.ask<{ id: string }[]>(w.ada, 'audit.recent', { limit: 1 })
    const reading = await watch(w, w.ada)
    const id = await publish(broker, {
      orgId: acme,
      type: 'team.created',
      data: { id: team.id, name: '<img src=x onerror=alert(1)>' },
      auditId: record?.id ?? '',
    })
    await reading.until((f) => f.rows.some((r) => r.id === id))
    await reading.leave()
    const body = await w.ask<EventBody>(w.ada, 'events.body', { id })
    expect(JSON.parse(body.body)).toMatchObject({ data: { name: '<img src=x onerror=alert(1)>' } })
    expect(await w.ask(w.ada, 'audit.get', { id: body.auditId })).toMatchObject({
      action: 'team.created',
      resourceId: team.id,
    })
    expect(await w.code(olga, 'events.body', { id })).toBe('NOT_FOUND')
    expect(await w.code(olga, 'audit.get', { id: body.auditId })).toBe('NOT_FOUND')
  })

  it('an event that no monitor holds is found in the organization’s own outbox', async () => {
    const ada = await w.as('ada@acme.example')
    await w.ask(ada, 'teams.create', { name: 'From the outbox' })
    const { outbox } = await import('../../src-main/store/records/index.ts')
    const rows = await w.tenant(acme).collection(outbox).list({ limit: 500 })
    const row = rows.items.find((r) => r.body.includes('From the outbox'))
    expect(await w.ask(ada, 'events.body', { id: row?.id })).toMatchObject({ body: row?.body })
    expect(await w.code(olga, 'events.body', { id: row?.id })).toBe('NOT_FOUND')
  })

  it('saved filters are of one person in one organization; a name that is taken is replaced only where one says so', async () => {
    const { session: kim } = await watcher('kim')
    const filter = { types: ['member.joined'], path: 'data.roleIds[*] = admin' }
    const saved = await w.ask<SavedFilter>(w.ada, 'events.saveFilter', { name: 'New admins', filter })
    expect(saved.filter).toEqual(filter)
    const other = { name: 'NEW admins', filter: {} }
    expect(await w.code(w.ada, 'events.saveFilter', other)).toBe('CONFLICT')
    const again = await w.ask<SavedFilter>(w.ada, 'events.saveFilter', { ...other, replace: true })
    expect(again).toMatchObject({ id: saved.id, name: 'NEW admins', filter: {} })
    expect(await w.ask<SavedFilter[]>(w.ada, 'events.filters')).toHaveLength(1)
    for (const session of [kim, olga]) {
      expect(await w.ask<SavedFilter[]>(session, 'events.filters')).toEqual([])
      expect(await w.code(session, 'events.deleteFilter', { id: saved.id })).toBe('NOT_FOUND')
    }
    await w.ask(w.ada, 'events.deleteFilter', { id: saved.id })
    expect(await w.ask<SavedFilter[]>(w.ada, 'events.filters')).toEqual([])
  })

  it('the simulator is refused where there is none', async () => {
    expect(await w.ask(w.ada, 'events.simulator')).toMatchObject({ available: false, running: false })
    expect(await w.code(w.ada, 'events.simulate', { on: true })).toBe('WRONG_STATE')
  })
})

it('without a broker there is nothing to watch, and it is said', async () => {
  const w = await openWorld('sqlite')
  try {
    for (const name of ['watch', 'deadLetters'])
      expect(await w.code(w.ada, `events.${name}`, {})).toBe('UNAVAILABLE')
  } finally {
    await w.close()
  }
})
