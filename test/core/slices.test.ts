import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Session } from '../../src-main/api/index.ts'
import { auditRecords, outbox, resources, slices } from '../../src-main/store/records/index.ts'
import type { Pool } from '../../src-preload/contract/organizations.ts'
import type { Countable } from '../../src-preload/contract/resources.ts'
import type { Team } from '../../src-preload/contract/teams.ts'
import { openWorld, STORES, type World } from './world.ts'

const reason = 'because the test says so'
const NONE = '00000000-0000-7000-8000-000000000000'
interface Resource {
  readonly id: string
  readonly version: number
  readonly countsTo: string | null
}

describe.each(STORES)('slices on %s', (kind) => {
  let w: World
  let acme = ''
  /** A member of Support, who may create and change things and read teams. */
  let mel: Session
  let [support, sales]: Team[] = []
  beforeAll(async () => {
    w = await openWorld(kind)
    acme = w.ada.orgId ?? ''
  })
  afterAll(async () => {
    expect(w.defects).toEqual([])
    await w.close()
  })
  let n = 0
  /** A fresh pair of teams, and nothing in the pools. */
  const begin = async (limits: object): Promise<void> => {
    n += 1
    for (const r of (await w.tenant(acme).collection(resources).list({ limit: 500 })).items)
      await w.ask(w.ada, 'resources.delete', { kind: r.kind, id: r.id, version: r.version, reason })
    for (const team of [support, sales])
      if (team)
        await w.ask(w.ada, 'teams.delete', { id: team.id, version: (await get(team)).version, reason })
    await limit(limits)
    support = await w.ask<Team>(w.ada, 'teams.create', { name: `Support ${n}` })
    sales = await w.ask<Team>(w.ada, 'teams.create', { name: `Sales ${n}` })
    await w.add(`mel${n}`, ['member'], { teamIds: [support.id] })
    mel = await w.as(`mel${n}@acme.example`)
  }
  const limit = async (limits: object) => {
    const { version } = await w.ask<{ version: number }>(w.ada, 'organizations.current')
    return w.ask(w.operator, 'platform.setLimits', { id: acme, version, limits, reason })
  }
  const get = (team: Team | undefined) => w.ask<Team>(w.ada, 'teams.get', { id: team?.id })
  const give = async (team: Team | undefined, given: object, session = w.ada) =>
    w.ask<Team>(session, 'teams.setSlices', {
      id: team?.id,
      version: (await get(team)).version,
      slices: given,
    })
  const make = (name: string, countsTo?: string | null, more: object = {}, session = w.ada) =>
    w.ask<Resource>(session, 'resources.create', { kind: 'chatbot', name, countsTo, ...more })
  const count = (r: Resource, countsTo: string | null, session = w.ada) =>
    w.ask<Resource>(session, 'resources.update', { kind: 'chatbot', id: r.id, version: r.version, countsTo })
  const lastEvent = async (): Promise<unknown> => {
    const newest = { limit: 1, sort: { field: 'id', direction: 'desc' as const } }
    const { items } = await w.tenant(acme).collection(outbox).list(newest)
    return JSON.parse(items[0]?.body ?? '')
  }
  const pool = async (name: string) =>
    (await w.ask<Pool[]>(w.ada, 'organizations.pools')).find((p) => p.pool === name)

  it('what counts to a team uses its slice, and what counts to none uses what the slices leave', async () => {
    await begin({ chatbot: 4 })
    await give(support, { chatbot: 2 })
    for (const name of ['One', 'Two']) await make(name, support?.id)
    await expect(make('Three', support?.id)).rejects.toMatchObject({
      code: 'LIMIT_REACHED',
      message: `Support ${n} has 2 of the pool chatbot, of which 2 are in use; 1 more do not fit.`,
      data: { pool: 'chatbot', limit: 2, used: 2, team: `Support ${n}` },
    })
    await make('Of nobody')
    // A team without a slice of the pool uses the rest of it.
    await make('Of Sales', sales?.id)
    expect(await pool('chatbot')).toEqual({
      pool: 'chatbot',
      limit: 4,
      used: 4,
      setAside: 2,
      setAsideUsed: 2,
    })
    expect((await get(support)).slices).toEqual([{ pool: 'chatbot', limit: 2, used: 2 }])
    expect((await get(sales)).slices).toEqual([{ pool: 'chatbot', limit: null, used: 1 }])
  })

  it('what is set aside for a team is there for it alone, and the refusal names no team', async () => {
    await begin({ chatbot: 3 })
    await give(support, { chatbot: 2 })
    await make('Of nobody')
    for (const countsTo of [null, sales?.id])
      await expect(make('Past the rest', countsTo)).rejects.toMatchObject({
        code: 'LIMIT_REACHED',
        message:
          'Of the pool chatbot, 2 are set aside for teams. Of the other 1, 1 are in use; 1 more do not fit.',
        data: { pool: 'chatbot', limit: 1, used: 1, setAside: 2 },
      })
    await make('Of Support', support?.id)
  })

  it('storage has slices too, and one pool that is full keeps the whole from being made', async () => {
    await begin({ storageBytes: 1000, chatbot: null })
    await give(support, { storageBytes: 400, chatbot: 5 })
    await make('Small', support?.id, { sizeBytes: 300 })
    expect((await get(support)).slices).toEqual([
      { pool: 'chatbot', limit: 5, used: 1 },
      { pool: 'storageBytes', limit: 400, used: 300 },
    ])
    await expect(make('Large', support?.id, { sizeBytes: 101 })).rejects.toMatchObject({
      data: { pool: 'storageBytes', limit: 400, used: 300, team: `Support ${n}` },
    })
    await expect(make('Large', null, { sizeBytes: 601 })).rejects.toMatchObject({
      data: { pool: 'storageBytes', limit: 600, used: 0, setAside: 400 },
    })
    await make('Fits', null, { sizeBytes: 600 })
  })

  it('a slice of a pool without a limit bounds the team, and nobody else', async () => {
    await begin({ storageBytes: null, chatbot: null })
    await give(support, { chatbot: 1 })
    await make('One', support?.id)
    expect(
      await w.code(w.ada, 'resources.create', { kind: 'chatbot', name: 'Two', countsTo: support?.id }),
    ).toBe('LIMIT_REACHED')
    await make('Of nobody')
  })

  it('a slice fits beside those of other teams and what is used of the rest, and is not less than what counts to it', async () => {
    await begin({ chatbot: 10 })
    await give(sales, { chatbot: 4 })
    for (const name of ['One', 'Two']) await make(name)
    for (const name of ['Three', 'Four']) await make(name, support?.id)
    const before = await get(support)
    for (const [given, message] of [
      [1, 'must be at least 2: so much counts to the team already'],
      [5, 'must be at most 4: the pool has 10, other teams have 4 of it, and 2 of the rest are in use'],
    ] as const)
      await expect(give(support, { chatbot: given, template: 1 })).rejects.toMatchObject({
        code: 'BAD_INPUT',
        data: { issues: [{ field: 'slices.chatbot', message }] },
      })
    expect(await get(support)).toEqual(before)
    expect((await give(support, { chatbot: 4 })).slices).toEqual([{ pool: 'chatbot', limit: 4, used: 2 }])
    // Everything is promised by now.
    expect(await w.code(w.ada, 'resources.create', { kind: 'chatbot', name: 'Five' })).toBe('LIMIT_REACHED')
    await give(support, { chatbot: null })
    await make('Five')
  })

  it('a limit is never below what is set aside, also not by an operator, and nothing is written', async () => {
    await begin({ chatbot: 10, assistant: 10 })
    await give(support, { chatbot: 3 })
    await give(sales, { chatbot: 4 })
    await expect(limit({ chatbot: 6, assistant: 1 })).rejects.toMatchObject({
      code: 'BAD_INPUT',
      data: {
        issues: [{ field: 'limits.chatbot', message: 'must be at least 7: so much is set aside for teams' }],
      },
    })
    expect((await pool('chatbot'))?.limit).toBe(10)
    expect((await pool('assistant'))?.limit).toBe(10)
    await limit({ chatbot: 7, assistant: 1 })
    await limit({ chatbot: null, assistant: null })
  })

  it('of a pool that is fuller than its limit by now nothing is given, but slices can become less', async () => {
    await begin({ chatbot: 6 })
    await give(support, { chatbot: 3 })
    for (const name of ['One', 'Two', 'Three']) await make(name)
    await limit({ chatbot: 4 })
    expect(await w.code(w.ada, 'resources.create', { kind: 'chatbot', name: 'Four' })).toBe('LIMIT_REACHED')
    await expect(give(support, { chatbot: 4 })).rejects.toMatchObject({ code: 'BAD_INPUT' })
    await expect(give(sales, { chatbot: 1 })).rejects.toMatchObject({ code: 'BAD_INPUT' })
    await give(support, { chatbot: 1 })
    await make('Four', support?.id)
  })

  it('a resource is counted to another team where that one has room, and back', async () => {
    await begin({ chatbot: 3 })
    await give(support, { chatbot: 1 })
    await give(sales, { chatbot: 1 })
    const [one, two] = [await make('One', support?.id), await make('Two')]
    await expect(count(two, support?.id ?? '')).rejects.toMatchObject({
      code: 'LIMIT_REACHED',
      data: { limit: 1, used: 1, team: `Support ${n}` },
    })
    await expect(count(one, null)).rejects.toMatchObject({
      code: 'LIMIT_REACHED',
      data: { limit: 1, used: 1, setAside: 2 },
    })
    // The pool is full, yet as full as before.
    const third = await make('Three', sales?.id)
    await w.ask(w.ada, 'resources.delete', { kind: 'chatbot', id: two.id, version: two.version, reason })
    expect(await count(third, null)).toMatchObject({ countsTo: null })
    expect(await count(one, sales?.id ?? '')).toMatchObject({ countsTo: sales?.id })
    expect(await lastEvent()).toMatchObject({ type: 'resource.changed', data: { changed: ['countsTo'] } })
  })

  it('one counts to one’s own teams, and to others where one may change teams; ids of nobody answer alike', async () => {
    await begin({ chatbot: 10 })
    for (const team of [support, sales]) await give(team, { chatbot: 2, template: 1 })
    await make('Own', support?.id, {}, mel)
    expect(await w.code(mel, 'resources.create', { kind: 'chatbot', name: 'No', countsTo: sales?.id })).toBe(
      'FORBIDDEN',
    )
    await make('By an admin', sales?.id)
    const figures = [{ pool: 'chatbot', limit: 2, used: 1 }]
    expect(await w.ask<Countable[]>(mel, 'resources.countable', { kind: 'chatbot' })).toEqual([
      { id: support?.id, name: `Support ${n}`, mine: true, slices: figures },
    ])
    expect(await w.ask<Countable[]>(w.ada, 'resources.countable', { kind: 'chatbot' })).toEqual([
      { id: sales?.id, name: `Sales ${n}`, mine: false, slices: figures },
      { id: support?.id, name: `Support ${n}`, mine: false, slices: figures },
    ])
    const role = await w.ask<{ id: string }>(w.ada, 'roles.create', {
      name: `Maker ${n}`,
      matrix: { chatbot: ['create', 'read', 'update'], settings: ['read', 'update'] },
    })
    await w.add(`blind${n}`, [role.id])
    const blind = await w.as(`blind${n}@acme.example`)
    const refusal = (procedure: string, input: object): Promise<unknown> =>
      w.ask(blind, procedure, input).catch((e: { code?: unknown; message?: unknown }) => [e.code, e.message])
    const [none, hidden] = [NONE, sales?.id]
    const create = (countsTo: unknown) =>
      refusal('resources.create', { kind: 'chatbot', name: 'No', countsTo })
    expect(await create(hidden)).toEqual(await create(none))
    expect(await create(none)).toEqual(['NOT_FOUND', 'There is no such team here.'])
    const set = (id: unknown) => refusal('teams.setSlices', { id, version: 1, slices: { chatbot: 1 } })
    expect(await set(hidden)).toEqual(await set(none))
    expect(await set(none)).toEqual(['NOT_FOUND', 'There is no such team here.'])
  })

  it('slices are set by whoever may change settings; the trail has before and after, and an event tells it', async () => {
    await begin({ chatbot: 10 })
    expect(
      await w.code(mel, 'teams.setSlices', { id: support?.id, version: 1, slices: { chatbot: 1 } }),
    ).toBe('FORBIDDEN')
    await give(support, { chatbot: 2 })
    const input = { id: support?.id, version: 1, slices: { chatbot: 3 } }
    expect(await w.code(w.ada, 'teams.setSlices', input)).toBe('VERSION_CONFLICT')
    await w.ask(w.ada, 'teams.setSlices', { ...input, version: 2, reason })
    const { items } = await w
      .tenant(acme)
      .collection(auditRecords)
      .list({ sort: { field: 'sequence', direction: 'desc' }, limit: 1 })
    expect(items).toMatchObject([
      {
        action: 'team.slicesSet',
        resourceId: support?.id,
        reason,
        before: { slices: [{ pool: 'chatbot', limit: 2, used: 0 }] },
        after: { slices: [{ pool: 'chatbot', limit: 3, used: 0 }] },
      },
    ])
    expect(await lastEvent()).toMatchObject({
      type: 'team.changed',
      data: { id: support?.id, changed: ['slices'] },
    })
  })

  it('the end of a team gives its slices back, and what counted to it uses the rest', async () => {
    await begin({ chatbot: 3 })
    await give(support, { chatbot: 2 })
    const bot = await make('One', support?.id, { visibility: 'teams', teamIds: [support?.id] })
    await make('Two')
    await w.ask(w.ada, 'teams.delete', { id: support?.id, version: (await get(support)).version, reason })
    support = undefined as unknown as Team
    expect(await w.tenant(acme).collection(slices).count()).toBe(0)
    expect(await w.tenant(acme).collection(resources).get(bot.id)).toMatchObject({
      countsTo: null,
      teamIds: [],
      version: bot.version + 1,
    })
    expect(await pool('chatbot')).toMatchObject({ used: 2, setAside: 0, setAsideUsed: 0 })
    await make('Three')
    expect(await w.code(w.ada, 'resources.create', { kind: 'chatbot', name: 'Four' })).toBe('LIMIT_REACHED')
  })

  it('of creations that come at once for the last place one gets it, in a slice as in the rest', async () => {
    await begin({ chatbot: 5 })
    await give(support, { chatbot: 2 })
    await make('One', support?.id)
    for (const name of ['Two', 'Three']) await make(name)
    const second = await w.second()
    const other = await second.newSession({ host: 'test', as: 'ada@acme.example', org: 'acme' })
    const attempts = [support?.id, null].flatMap((countsTo) =>
      [1, 2, 3, 4].map((i) => {
        const input = { kind: 'chatbot', name: `At once ${i}`, countsTo }
        return i % 2 === 0
          ? w.ask(w.ada, 'resources.create', input)
          : second.call(other, ['resources', 'create'], input)
      }),
    )
    const outcomes = await Promise.allSettled(attempts)
    expect(outcomes.filter((o) => o.status === 'fulfilled')).toHaveLength(2)
    for (const o of outcomes)
      if (o.status === 'rejected') expect(o.reason).toMatchObject({ code: 'LIMIT_REACHED' })
    expect(await pool('chatbot')).toMatchObject({ used: 5, setAside: 2, setAsideUsed: 2 })
  })

  it('of slices and creations that come at once not both go through where only one fits', async () => {
    await begin({ chatbot: 2 })
    const outcomes = await Promise.allSettled([
      give(support, { chatbot: 2 }),
      give(sales, { chatbot: 2 }),
      make('One'),
    ])
    expect(outcomes.filter((o) => o.status === 'fulfilled')).toHaveLength(1)
  })

  it('a transfer arrives in the rest and counts to no team; taken back it counts to its team again', async () => {
    await begin({ chatbot: 5 })
    await give(support, { chatbot: 2 })
    const bot = await make('Bot', support?.id)
    const contexts = await w.ask<{ orgId: string; kind: string }[]>(w.ada, 'session.contexts')
    const own = contexts.find((c) => c.kind === 'personal')?.orgId ?? ''
    const plan = { items: [{ kind: 'chatbot', id: bot.id }], toOrgId: own }
    const preview = await w.ask<{ items: { counted: boolean }[] }>(w.ada, 'transfers.preview', plan)
    expect(preview.items).toMatchObject([{ counted: true }])
    const start = (transferId: string) => w.ask(w.ada, 'transfers.start', { ...plan, transferId, reason })
    const transferId = '0197f4a0-0000-7000-8000-000000000001'
    await start(transferId)
    expect(await w.tenant(own).collection(resources).get(bot.id)).toMatchObject({ countsTo: null })
    expect((await get(support)).slices).toEqual([{ pool: 'chatbot', limit: 2, used: 0 }])
    await w.ask(w.ada, 'transfers.undo', { transferId })
    expect(await w.tenant(acme).collection(resources).get(bot.id)).toMatchObject({ countsTo: support?.id })

    const again = '0197f4a0-0000-7000-8000-000000000002'
    await start(again)
    for (const name of ['One', 'Two']) await make(name, support?.id)
    await expect(w.ask(w.ada, 'transfers.undo', { transferId: again })).rejects.toMatchObject({
      code: 'LIMIT_REACHED',
      data: { pool: 'chatbot', limit: 2, used: 2, team: `Support ${n}` },
    })
    await give(support, { chatbot: 3 })
    await w.ask(w.ada, 'transfers.undo', { transferId: again })
    expect((await get(support)).slices).toEqual([{ pool: 'chatbot', limit: 3, used: 3 }])
  })

  it('what arrives from elsewhere does not use what is set aside', async () => {
    await begin({ chatbot: 2 })
    await give(support, { chatbot: 2 })
    const contexts = await w.ask<{ orgId: string; kind: string }[]>(w.ada, 'session.contexts')
    const own = contexts.find((c) => c.kind === 'personal')?.orgId ?? ''
    const me = await w.as('ada@acme.example', acme)
    await w.ask(me, 'session.enter', { orgId: own })
    const bot = await make('Mine', undefined, {}, me)
    const plan = { items: [{ kind: 'chatbot', id: bot.id }], toOrgId: acme }
    const preview = await w.ask<{ obstacles: object[] }>(me, 'transfers.preview', plan)
    expect(preview.obstacles).toEqual([
      {
        code: 'LIMIT_REACHED',
        message:
          'Acme: Of the pool chatbot, 2 are set aside for teams. Of the other 0, 0 are in use; 1 more do not fit.',
        pool: 'chatbot',
      },
    ])
    const transferId = '0197f4a0-0000-7000-8000-000000000003'
    expect(await w.code(me, 'transfers.start', { ...plan, transferId, reason })).toBe('LIMIT_REACHED')
  })
})
