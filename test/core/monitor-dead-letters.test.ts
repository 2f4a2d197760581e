import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Session } from '../../src-main/api/index.ts'
import { openInProcessBroker } from '../../src-main/broker/in-process/index.ts'
import type { Verdict, WorkQueue } from '../../src-main/broker/index.ts'
import { EVERYTHING } from '../../src-main/store/index.ts'
import { auditRecords, outbox } from '../../src-main/store/records/index.ts'
import type { DeadLetter, LetterGroup, RedriveProgress } from '../../src-preload/contract/events.ts'
import { publishTeam } from './monitor-world.ts'
import { openWorld, STORES, type World } from './world.ts'

const reason = 'because the test says so'
const NEWEST = { field: 'sequence', direction: 'desc' } as const
const QUEUE: WorkQueue = {
  name: 'test.teams',
  bindings: [{ exchange: 'organizations', pattern: 'team.created.*' }],
  attempts: 3,
}

interface Browsed {
  readonly items: DeadLetter[]
  readonly matching: number
  readonly groups: LetterGroup[]
  readonly more: boolean
}

describe.each(STORES)('dead letters on %s', (kind) => {
  const broker = openInProcessBroker({ queues: [QUEUE] })
  let w: World
  let olga: Session
  let acme = ''
  let other = ''
  /** Why the consumer of the queue lets die whatever has this name; everything else succeeds. */
  let doomed = ''
  let handled = 0
  beforeAll(async () => {
    w = await openWorld(kind, { broker })
    await w.ask(w.operator, 'platform.create', {
      name: 'Other',
      slug: 'other',
      admin: { email: 'olga@other.example', name: 'Olga' },
    })
    olga = await w.as('olga@other.example', 'other')
    acme = w.ada.orgId ?? ''
    other = olga.orgId ?? ''
    await broker.consume(QUEUE, 10, async ({ body }): Promise<Verdict> => {
      handled += 1
      const { data }: { data: { name: string } } = JSON.parse(body)
      return data.name === doomed ? { kind: 'dead', reason: doomed, code: 'WRONG_STATE' } : { kind: 'done' }
    })
  })
  afterAll(async () => {
    expect(w.defects).toEqual([])
    await w.close()
    await broker.close()
  })
  const browse = (session: Session, part: object = {}) =>
    w.ask<Browsed>(session, 'events.browse', { queue: QUEUE.name, ...part })
  const count = async (session: Session): Promise<number> => {
    const { queues } = await w.ask<{ queues: { messages: number }[] }>(session, 'events.deadLetters')
    return queues[0]?.messages ?? -1
  }
  const until = async (holds: () => boolean | Promise<boolean>): Promise<void> => {
    while (!(await holds())) await new Promise((turned) => setTimeout(turned, 5))
  }
  /** Lets so many events of an organization die of a reason. */
  const die = async (orgId: string, times: number, because: string): Promise<string[]> => {
    doomed = because
    const before = await count(w.operator)
    const ids: string[] = []
    for (let i = 0; i < times; i += 1) ids.push(await publishTeam(broker, orgId, because))
    await until(async () => (await count(w.operator)) === before + times)
    doomed = ''
    return ids
  }
  const empty = async (): Promise<void> => {
    await broker.deadLetters.discard(QUEUE.name, { all: true })
  }
  const events = async (orgId: string, type: string) => {
    const page = await w.tenant(orgId).collection(outbox).list({ where: EVERYTHING, limit: 500 })
    return page.items
      .filter((r) => r.type === type)
      .map((r) => JSON.parse(r.body) as { data: { queue: string; messages: number; why?: string } })
  }
  const ended = async (session: Session, jobId: string): Promise<RedriveProgress[]> => {
    const all: RedriveProgress[] = []
    const stream = await w.ask<AsyncIterable<RedriveProgress>>(session, 'events.redriveProgress', { jobId })
    for await (const progress of stream) all.push(progress)
    return all
  }

  it('are looked at without being consumed, in groups by reason', async () => {
    await die(acme, 3, 'no such member')
    await die(acme, 1, 'no such team')
    const first = await browse(w.ada)
    expect(first.groups.map((g) => [g.reason, g.messages])).toEqual([
      ['no such member', 3],
      ['no such team', 1],
    ])
    expect(first.items[0]).toMatchObject({ type: 'team.created', orgId: acme, reason: 'no such member' })
    expect(await browse(w.ada)).toEqual(first)
    const which = { because: 'no such member' }
    const second = await browse(w.ada, { which, offset: 2, limit: 2 })
    expect(second).toEqual({ ...first, items: [first.items[2]], matching: 3 })
    expect(await w.code(w.ada, 'events.browse', { queue: 'nothing' })).toBe('NOT_FOUND')
    await empty()
  })

  it('of another organization are neither counted, shown, sent nor thrown away; operators have them all', async () => {
    await die(other, 2, 'theirs')
    const [theirs] = (await browse(w.operator)).items.map((i) => i.letterId)
    await die(acme, 1, 'ours')
    // A publisher's mistake belongs to nobody but the operators.
    doomed = 'mixed up'
    await publishTeam(broker, other, doomed, { keyOf: acme })
    await until(async () => (await count(w.operator)) === 4)
    doomed = ''
    const seen = (await browse(w.operator)).items
    expect(seen.map((i) => i.veiled)).toEqual([true, true, true, true])
    expect(seen.map((i) => JSON.parse(i.body).data)).toEqual(
      seen.map(() => ({ id: '‹string›', name: '‹string›' })),
    )
    // A reason may quote what it refused: they read and choose by the sentence of its code.
    const plain = 'Its consumer refused it: WRONG_STATE.'
    const asOperator = await browse(w.operator, { which: { because: plain } })
    expect(asOperator.groups.map((g) => [g.reason, g.messages])).toEqual([[plain, 4]])
    expect(asOperator.items.map((i) => i.reason)).toEqual([plain, plain, plain, plain])
    expect((await browse(w.operator, { which: { because: 'theirs' } })).items).toEqual([])
    expect(await count(w.ada)).toBe(1)
    const [own] = (await browse(w.ada)).items
    expect(own).toMatchObject({ veiled: false })
    expect(JSON.parse(own?.body ?? '')).toMatchObject({ data: { name: 'ours' } })
    expect((await browse(w.ada)).items.map((i) => i.reason)).toEqual(['ours'])
    for (const which of [{ ids: [theirs] }, { because: 'theirs' }, { because: 'mixed up' }])
      for (const [name, more] of [
        ['weigh', {}],
        ['redrive', { reason }],
        ['discard', { reason }],
      ] as const)
        expect(await w.code(w.ada, `events.${name}`, { queue: QUEUE.name, which, ...more }), name).toBe(
          'NOT_FOUND',
        )
    await w.ask(w.ada, 'events.discard', { queue: QUEUE.name, which: { all: true }, reason })
    expect(await count(w.operator)).toBe(3)
    const weighed = await w.ask<{ messages: number; organizations: number }>(w.operator, 'events.weigh', {
      queue: QUEUE.name,
      which: { all: true },
    })
    expect(weighed).toMatchObject({ messages: 3, organizations: 1 })
    await empty()
  })

  it('are sent to their queue again, at a rate, with progress; trail and events tell of it', async () => {
    const ids = await die(acme, 5, 'was down')
    const before = handled
    const started = await w.ask<RedriveProgress>(w.ada, 'events.redrive', {
      queue: QUEUE.name,
      which: { because: 'was down' },
      perSecond: 100,
      reason,
    })
    expect(started).toMatchObject({ state: 'running', total: ids.length, done: 0 })
    const all = await ended(w.ada, started.jobId)
    expect(all.at(-1)).toMatchObject({ state: 'finished', done: 5, total: 5 })
    await until(() => handled === before + 5)
    expect(await count(w.operator)).toBe(0)
    const trail = await w.ask<{ action: string; reason: string; summary: string }[]>(
      w.ada,
      'audit.recent',
      {},
    )
    expect(trail.slice(0, 2)).toMatchObject([
      { action: 'deadLetter.redriven', reason, summary: expect.stringContaining('were sent') },
      { action: 'deadLetter.redriven', reason, summary: expect.stringContaining('are sent') },
    ])
    expect((await events(acme, 'deadletter.redriven')).at(-1)?.data).toEqual({
      queue: QUEUE.name,
      messages: 5,
      why: reason,
    })
  })

  it('stop being sent when it is cancelled, by whoever finds it running; the rest stays dead', async () => {
    await die(acme, 20, 'slow')
    const { jobId } = await w.ask<RedriveProgress>(w.ada, 'events.redrive', {
      queue: QUEUE.name,
      which: { all: true },
      perSecond: 5,
      reason,
    })
    await until(async () => (await count(w.operator)) < 20)
    const another = await w.as('ada@acme.example')
    const [found] = await w.ask<RedriveProgress[]>(another, 'events.redrives')
    expect(found).toMatchObject({ jobId, by: 'Ada', state: 'running', total: 20, perSecond: 5 })
    expect(await w.ask(olga, 'events.redrives')).toEqual([])
    await w.ask(another, 'events.cancelRedrive', { jobId })
    const last = (await ended(w.ada, jobId)).at(-1)
    expect(last?.state).toBe('cancelled')
    expect(await count(w.operator)).toBe(20 - (last?.done ?? 0))
    expect(last?.done).toBeLessThan(20)
    for (const name of ['redriveProgress', 'cancelRedrive'])
      expect(await w.code(olga, `events.${name}`, { jobId })).toBe('NOT_FOUND')
    await empty()
  })

  it('stop being sent when whoever began it may not any more', async () => {
    await die(acme, 20, 'slower')
    const rex = await w.add('rex', ['admin'])
    const session = await w.as('rex@acme.example')
    const { jobId } = await w.ask<RedriveProgress>(session, 'events.redrive', {
      queue: QUEUE.name,
      which: { all: true },
      perSecond: 2,
      reason,
    })
    const now = await w.member(rex.id)
    await w.ask(w.ada, 'members.suspend', { id: now.id, version: now.version, reason })
    const last = (await ended(w.ada, jobId)).at(-1)
    expect(last).toMatchObject({
      state: 'failed',
      because: expect.stringContaining('may not do it any more'),
    })
    expect(await count(w.operator)).toBe(20 - (last?.done ?? 0))
    // What was sent was sent: the trail and the services are told, in the platform's name.
    const trail = await w.tenant(acme).collection(auditRecords).list({ sort: NEWEST, limit: 20 })
    expect(trail.items.find((r) => r.action === 'deadLetter.redriven')).toMatchObject({
      actor: { name: 'Platform' },
      reason,
      summary: expect.stringContaining(`${last?.done} of 20 dead letters`),
    })
    const told = (await events(acme, 'deadletter.redriven')).at(-1)
    expect(told?.data).toEqual({ queue: QUEUE.name, messages: last?.done, why: reason })
    await empty()
  })

  it('sent by operators and cancelled, each organization is told how many of its own went', async () => {
    await die(acme, 4, 'all')
    await die(other, 16, 'all')
    const { jobId } = await w.ask<RedriveProgress>(w.operator, 'events.redrive', {
      queue: QUEUE.name,
      which: { all: true },
      perSecond: 6,
      reason,
    })
    await until(async () => (await count(w.operator)) < 16)
    await w.ask(w.operator, 'events.cancelRedrive', { jobId })
    const last = (await ended(w.operator, jobId)).at(-1)
    expect(last?.state).toBe('cancelled')
    const done = last?.done ?? 0
    expect(done).toBeGreaterThan(4)
    const platform = w.operator.orgId ?? ''
    for (const [orgId, messages] of [
      [platform, done],
      [acme, 4],
      [other, done - 4],
    ] as const)
      expect((await events(orgId, 'deadletter.redriven')).at(-1)?.data, orgId).toEqual({
        queue: QUEUE.name,
        messages,
        why: reason,
      })
    const [record] = await w.ask<{ summary: string }[]>(olga, 'audit.recent', {})
    expect(record).toMatchObject({ summary: expect.stringContaining(`${done - 4} dead letter`), reason })
    await empty()
  })

  it('beyond the oldest 2,000 are not looked at, and whoever looks or acts is told so', async () => {
    await die(acme, 2_001, 'flood')
    for (const session of [w.ada, w.operator]) {
      const browsed = await browse(session, { limit: 1 })
      expect(browsed).toMatchObject({ matching: 2_000, more: true })
      const which = { because: browsed.groups[0]?.reason }
      expect(await w.ask(session, 'events.weigh', { queue: QUEUE.name, which })).toMatchObject({
        messages: 2_000,
        more: true,
      })
    }
    await empty()
    expect(await browse(w.ada)).toMatchObject({ matching: 0, more: false })
  })

  it('are thrown away with a reason; each organization concerned is told in its own trail', async () => {
    await die(acme, 2, 'broken')
    await die(other, 1, 'broken')
    const which = { because: 'Its consumer refused it: WRONG_STATE.' }
    expect(await w.code(w.operator, 'events.discard', { queue: QUEUE.name, which })).toBe('BAD_INPUT')
    const gone = await w.ask(w.operator, 'events.discard', { queue: QUEUE.name, which, reason })
    expect(gone).toEqual({ messages: 3 })
    expect(await count(w.operator)).toBe(0)
    for (const [session, orgId, messages] of [
      [w.ada, acme, 2],
      [olga, other, 1],
    ] as const) {
      const [record] = await w.ask<{ action: string; summary: string; reason: string }[]>(
        session,
        'audit.recent',
        {},
      )
      expect(record).toMatchObject({ action: 'deadLetter.discarded', reason })
      expect((await events(orgId, 'deadletter.discarded')).at(-1)?.data).toMatchObject({
        messages,
        why: reason,
      })
    }
  })

  it('need permissions of their own to be sent or thrown away', async () => {
    await die(acme, 1, 'guarded')
    const role = await w.ask<{ id: string }>(w.ada, 'roles.create', {
      name: 'Reader of events',
      matrix: { event: ['read'] },
    })
    await w.add('eve', [role.id])
    const eve = await w.as('eve@acme.example')
    expect((await browse(eve)).items).toHaveLength(1)
    for (const name of ['redrive', 'discard'])
      expect(
        await w.code(eve, `events.${name}`, { queue: QUEUE.name, which: { all: true }, reason }),
        name,
      ).toBe('FORBIDDEN')
    expect(await count(w.operator)).toBe(1)
    await empty()
  })
})
