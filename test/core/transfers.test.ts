import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Session } from '../../src-main/api/index.ts'
import { auditRecords, grants, outbox, resources } from '../../src-main/store/records/index.ts'
import type { Approval } from '../../src-preload/contract/approvals.ts'
import type { ContextChoice } from '../../src-preload/contract/session.ts'
import type { TransferPreview, Transferred, TransferTarget } from '../../src-preload/contract/transfers.ts'
import { openWorld, STORES, type World } from './world.ts'

const reason = 'because the test says so'
const DAY = 86_400_000
const NONE = '00000000-0000-7000-8000-000000000000'
type Outcome = { outcome: 'done'; result: Transferred } | { outcome: 'waiting'; approvalId: string }
interface Resource {
  readonly id: string
  readonly version: number
  readonly visibility: string
  readonly creatorName: string
}

describe.each(STORES)('transfers on %s', (kind) => {
  let w: World
  /** Ada again, in the organization Other, where she is an admin beside Olga. */
  let there: Session
  let olga: Session
  let [acme, other, own] = ['', '', '']
  beforeEach(async () => {
    w = await openWorld(kind)
    await w.ask(w.operator, 'platform.create', {
      name: 'Other',
      slug: 'other',
      admin: { email: 'olga@other.example', name: 'Olga' },
    })
    olga = await w.as('olga@other.example', 'other')
    await w.ask(olga, 'members.add', { email: 'ada@acme.example', name: 'Ada of Other', roleIds: ['admin'] })
    there = await w.as('ada@acme.example', 'other')
    acme = w.ada.orgId ?? ''
    other = there.orgId ?? ''
    const contexts = await w.ask<ContextChoice[]>(w.ada, 'session.contexts')
    own = contexts.find((c) => c.kind === 'personal')?.orgId ?? ''
  })
  afterEach(async () => {
    expect(w.defects).toEqual([])
    await w.close()
  })
  const make = (name: string, more: object = {}, session = w.ada) =>
    w.ask<Resource>(session, 'resources.create', { kind: 'chatbot', name, sizeBytes: 100, ...more })
  const plan = (items: readonly { id: string }[], toOrgId: string, more: object = {}) => ({
    items: items.map(({ id }) => ({ kind: 'chatbot', id })),
    toOrgId,
    ...more,
  })
  const start = (items: readonly { id: string }[], toOrgId: string, more: object = {}, session = w.ada) =>
    w.ask<Outcome>(session, 'transfers.start', {
      transferId: randomUUID(),
      reason,
      ...plan(items, toOrgId),
      ...more,
    })
  const done = async (outcome: Promise<Outcome>): Promise<Transferred> => {
    const answer = await outcome
    if (answer.outcome !== 'done') throw new Error('It waits.')
    return answer.result
  }
  const at = (orgId: string, id: string) => w.tenant(orgId).collection(resources).get(id)
  const trail = async (orgId: string) =>
    (
      await w
        .tenant(orgId)
        .collection(auditRecords)
        .list({ sort: { field: 'sequence', direction: 'desc' }, limit: 50 })
    ).items
  const events = async (orgId: string) =>
    (await w.tenant(orgId).collection(outbox).list({ limit: 500 })).items.map((e) => e.type)

  it('moves the record with its id, drops shares and teams, and both trails and event streams tell it', async () => {
    const team = await w.ask<{ id: string }>(w.ada, 'teams.create', { name: 'Team' })
    const mel = await w.add('mel')
    const bot = await make('Bot', { visibility: 'teams', teamIds: [team.id] })
    const share = {
      kind: 'chatbot',
      id: bot.id,
      subjectKind: 'user',
      subjectId: mel.userId,
      operations: ['update'],
    }
    await w.ask(w.ada, 'resources.share', share)
    const preview = await w.ask<TransferPreview>(w.ada, 'transfers.preview', plan([bot], other))
    expect(preview).toMatchObject({
      from: { orgId: acme, name: 'Acme' },
      to: { orgId: other, name: 'Other' },
      items: [{ id: bot.id, name: 'Bot', visibility: 'teams', shares: 1, teams: 1, sizeBytes: 100 }],
      visibility: 'private',
      poolsFrom: [
        { pool: 'chatbot', before: 1, after: 0 },
        { pool: 'storageBytes', before: 100, after: 0 },
      ],
      poolsTo: [
        { pool: 'chatbot', before: 0, after: 1 },
        { pool: 'storageBytes', before: 0, after: 100 },
      ],
      obstacles: [],
      waits: false,
      alone: true,
    })
    expect(await done(start([bot], other))).toMatchObject({ moved: 1, toName: 'Other' })
    expect(await at(acme, bot.id)).toBeUndefined()
    expect(await at(other, bot.id)).toMatchObject({
      id: bot.id,
      orgId: other,
      visibility: 'private',
      teamIds: [],
      version: bot.version + 1,
      creatorName: 'Ada of Other',
    })
    expect(await w.tenant(acme).collection(grants).count()).toBe(0)
    const [sent] = await trail(acme)
    expect(sent).toMatchObject({ action: 'resource.transferred', resourceId: bot.id, reason })
    const [received] = await trail(other)
    expect(received).toMatchObject({
      action: 'resource.received',
      resourceId: bot.id,
      actorName: 'Ada of Other',
    })
    expect(await events(acme)).toContain('resource.transferred')
    expect(await events(other)).toContain('resource.received')
    for (const session of [w.ada, there])
      expect(await w.ask(session, 'audit.verify')).toMatchObject({ intact: true })
  })

  it('goes from a personal space to an organization and back without anybody’s approval', async () => {
    const me = await w.as('ada@acme.example', acme)
    await w.ask(me, 'session.enter', { orgId: own })
    await w.add('bea', ['admin'])
    const bot = await make('Mine', {}, me)
    await done(start([bot], acme, { visibility: 'organization' }, me))
    expect(await at(acme, bot.id)).toMatchObject({ visibility: 'organization', creatorName: 'Ada' })
    expect((await start([bot], own)).outcome).toBe('waiting')
  })

  it('waits for a second person at the source where there is one, and then moves in the requester’s name', async () => {
    await w.add('bea', ['admin'])
    const bea = await w.as('bea@acme.example')
    const bot = await make('Bot')
    expect(await w.ask(w.ada, 'transfers.preview', plan([bot], other))).toMatchObject({
      waits: true,
      alone: false,
    })
    const asked = await start([bot], other)
    if (asked.outcome !== 'waiting') throw new Error('It did not wait.')
    expect(await at(other, bot.id)).toBeUndefined()
    const shown = await w.ask<Approval>(bea, 'approvals.get', { id: asked.approvalId })
    expect(shown).toMatchObject({
      kind: 'transferOut',
      title: 'Transfer Bot to Other',
      changes: [
        { what: 'chatbot', name: 'Bot', before: 'Acme', after: 'Other' },
        { what: 'visibility', after: 'private' },
      ],
    })
    expect(await w.ask(bea, 'approvals.approve', { id: asked.approvalId })).toMatchObject({
      state: 'approved',
    })
    expect(await at(other, bot.id)).toMatchObject({ creatorName: 'Ada of Other' })
    const [sent] = await trail(acme)
    expect(sent).toMatchObject({ actorName: 'bea', actor: { onBehalfOf: { name: 'Ada' } } })
    // The other organization learns of Ada, whom it knows, and of nobody else.
    const [received] = await trail(other)
    expect(JSON.stringify(received)).not.toMatch(/"bea"|bea@/)
    expect(received?.actorName).toBe('Ada of Other')
    const told = (await w.tenant(other).collection(outbox).list({ limit: 500 })).items
    expect(JSON.parse(told.findLast((e) => e.type === 'resource.received')?.body ?? '{}').actorid).toBe(
      w.ada.user?.id,
    )
  })

  it('what was moved or changed hands between request and approval fails, and nothing is half done', async () => {
    await w.add('bea', ['admin'])
    const bea = await w.as('bea@acme.example')
    const [one, two] = [await make('One'), await make('Two')]
    const asked = await start([one, two], other)
    if (asked.outcome !== 'waiting') throw new Error('It did not wait.')
    await w.ask(w.ada, 'resources.delete', { kind: 'chatbot', id: two.id, version: two.version, reason })
    const failed = await w.ask<Approval>(bea, 'approvals.approve', { id: asked.approvalId })
    expect(failed).toMatchObject({ state: 'failed', failure: 'There is no such chatbot here.' })
    expect(await at(acme, one.id)).toBeDefined()
    expect(await at(other, one.id)).toBeUndefined()
  })

  it('moves exactly what was shown: another name, content or share by then ends the request as changed', async () => {
    await w.add('bea', ['admin'])
    const cid = await w.add('cid')
    const bea = await w.as('bea@acme.example')
    const bot = await make('Bot')
    const as = { kind: 'chatbot', id: bot.id }
    const share = (operations: string[]) =>
      w.ask(w.ada, 'resources.share', { ...as, subjectKind: 'user', subjectId: cid.userId, operations })
    await share(['read'])
    const changes: readonly (readonly [string, () => Promise<unknown>])[] = [
      ['name', () => w.ask(w.ada, 'resources.update', { ...as, version: bot.version, name: 'Bot 2' })],
      [
        'content',
        () => w.ask(w.ada, 'resources.update', { ...as, version: bot.version + 1, description: 'Other' }),
      ],
      ['share', () => share(['read', 'update'])],
    ]
    for (const [, change] of changes) {
      const asked = await start([bot], other)
      if (asked.outcome !== 'waiting') throw new Error('It did not wait.')
      const { changes: shown } = await w.ask<Approval>(bea, 'approvals.get', { id: asked.approvalId })
      expect(shown[0]).toMatchObject({ what: 'chatbot', version: expect.any(Number) })
      expect(shown.at(-1)).toMatchObject({ what: 'share', before: expect.stringMatching(/^cid: read/) })
      await change()
      expect(await w.ask(bea, 'approvals.approve', { id: asked.approvalId })).toMatchObject({
        state: 'failed',
        failedBecause: 'changed',
        failure: expect.stringMatching(/changed since it was asked for/),
      })
      expect(await at(other, bot.id)).toBeUndefined()
    }
  })

  it('sent twice, also at once, it moves once and answers alike; with another input it is refused', async () => {
    const [one, two] = [await make('One'), await make('Two')]
    const input = { transferId: randomUUID(), reason, ...plan([one], other) }
    const answers = await Promise.all([1, 2, 3].map(() => w.ask<Outcome>(w.ada, 'transfers.start', input)))
    expect(new Set(answers.map((a) => JSON.stringify(a))).size).toBe(1)
    expect(await w.ask(w.ada, 'transfers.start', input)).toEqual(answers[0])
    expect((await events(other)).filter((t) => t === 'resource.received')).toHaveLength(1)
    expect(await w.code(w.ada, 'transfers.start', { ...input, ...plan([two], other) })).toBe('CONFLICT')
    expect(await at(acme, two.id)).toBeDefined()
    await w.add('bea', ['admin'])
    const waits = { transferId: randomUUID(), reason, ...plan([two], other) }
    const first = await w.ask(w.ada, 'transfers.start', waits)
    expect(first).toMatchObject({ outcome: 'waiting' })
    expect(await w.ask(w.ada, 'transfers.start', waits)).toEqual(first)
  })

  it('needs transfer on each at the source, and what cannot be read answers like what is not there', async () => {
    const role = await w.ask<{ id: string }>(w.ada, 'roles.create', {
      name: 'Mover',
      matrix: { chatbot: ['read', 'transfer'], template: ['read'] },
    })
    await w.add('mo', [role.id])
    await w.ask(olga, 'members.add', { email: 'mo@acme.example', name: 'Mo', roleIds: ['member'] })
    const mo = await w.as('mo@acme.example')
    const [open, hidden] = [await make('Open'), await make('Hidden', { visibility: 'private' })]
    const template = await w.ask<Resource>(w.ada, 'resources.create', { kind: 'template', name: 'T' })
    const foreign = await make('Foreign', {}, olga)
    const words = async (id: string) => {
      const error = await start([open, { id }], other, {}, mo).catch((e: unknown) => e)
      return JSON.stringify([error, (error as Error).message])
    }
    expect(await words(hidden.id)).toBe(await words(NONE))
    expect(await words(foreign.id)).toBe(await words(NONE))
    const items = [
      { kind: 'chatbot', id: open.id },
      { kind: 'template', id: template.id },
    ]
    const input = { transferId: randomUUID(), reason, toOrgId: other, items }
    expect(await w.code(mo, 'transfers.start', input)).toBe('FORBIDDEN')
    const wrongKind = { toOrgId: other, items: [{ kind: 'template', id: open.id }] }
    expect(await w.code(mo, 'transfers.preview', wrongKind)).toBe('NOT_FOUND')
    expect(await at(other, open.id)).toBeUndefined()
    // Whoever may move, but not ask for a second person, is told what is missing.
    await expect(start([open], other, {}, mo)).rejects.toMatchObject({
      code: 'FORBIDDEN',
      data: { missing: 'approval.create' },
    })
  })

  it('of several needs transfer of each: one that is allowed does not carry the others', async () => {
    const [shared, other] = [await make('Shared'), await make('Other one')]
    const vic = await w.add('vic', ['viewer'])
    await w.ask(w.ada, 'resources.share', {
      kind: 'chatbot',
      id: shared.id,
      subjectKind: 'user',
      subjectId: vic.userId,
      operations: ['transfer'],
    })
    const session = await w.as('vic@acme.example')
    const spaces = await w.ask<ContextChoice[]>(session, 'session.contexts')
    const space = spaces.find((c) => c.kind === 'personal')?.orgId ?? ''
    const preview = (items: readonly { id: string }[]) =>
      w.ask<TransferPreview>(session, 'transfers.preview', plan(items, space))
    expect((await preview([shared])).items).toHaveLength(1)
    for (const items of [
      [shared, other],
      [other, shared],
    ])
      await expect(preview(items)).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })

  it('needs create of the kind at the target, and the refusal names the organization', async () => {
    const bot = await make('Bot')
    const [member] = (
      await w.ask<{ items: { id: string; version: number }[] }>(olga, 'members.list', { search: 'ada@' })
    ).items
    await w.ask(olga, 'members.setRoles', { id: member?.id, version: member?.version, roleIds: ['viewer'] })
    await expect(start([bot], other)).rejects.toThrow(/^Other: You may not create chatbots/)
    const preview = await w.ask<TransferPreview>(w.ada, 'transfers.preview', plan([bot], other))
    expect(preview.obstacles).toMatchObject([{ code: 'FORBIDDEN', pool: null }])
    const targets = await w.ask<TransferTarget[]>(w.ada, 'transfers.targets')
    expect(targets.map((t) => [t.name, t.creatable.length])).toEqual([
      ['Other', 0],
      ['ada (personal)', 4],
    ])
  })

  it('a target of which one is no member, or is suspended in, answers like one that does not exist', async () => {
    const bot = await make('Bot')
    await w.ask(w.operator, 'platform.create', {
      name: 'Third',
      slug: 'third',
      admin: { email: 'tom@third.example', name: 'Tom' },
    })
    const tom = await w.as('tom@third.example', 'third')
    const words = async (orgId: string) => {
      const error = await start([bot], orgId).catch((e: unknown) => e)
      return JSON.stringify([error, (error as Error).message])
    }
    const none = await words(NONE)
    expect(await words(tom.orgId ?? '')).toBe(none)
    expect(await words(w.operator.orgId ?? '')).toBe(none)
    expect(await words(acme)).toBe(none)
    const [member] = (
      await w.ask<{ items: { id: string; version: number }[] }>(olga, 'members.list', { search: 'ada@' })
    ).items
    await w.ask(olga, 'members.suspend', { id: member?.id, version: member?.version, reason })
    expect(await words(other)).toBe(none)
  })

  it('respects the pools of the target, names the one that is full, and moves nothing', async () => {
    const bots = [await make('One'), await make('Two')]
    const { version } = await w.ask<{ version: number }>(there, 'organizations.current')
    await w.ask(w.operator, 'platform.setLimits', { id: other, version, limits: { chatbot: 1 }, reason })
    await expect(start(bots, other)).rejects.toMatchObject({
      code: 'LIMIT_REACHED',
      data: { pool: 'chatbot', limit: null, used: null },
    })
    const preview = await w.ask<TransferPreview>(w.ada, 'transfers.preview', plan(bots, other))
    const message = expect.stringMatching(/has 1, of which 0 are in use/)
    expect(preview.obstacles).toEqual([{ code: 'LIMIT_REACHED', pool: 'chatbot', message }])
    expect(await w.tenant(other).collection(resources).count()).toBe(0)
    // Two that each fit alone, at once: one of them gets the place.
    const results = await Promise.allSettled(bots.map((b) => start([b], other)))
    expect(results.filter((r) => r.status === 'fulfilled')).toHaveLength(1)
  })

  it('tells the figures of the target’s pools to nobody who may not read them, in no answer and in no trail', async () => {
    const seventeen = { chatbot: 17, storageBytes: 100_017 }
    await w.add('bea', ['admin'])
    const bea = await w.as('bea@acme.example')
    const { version } = await w.ask<{ version: number }>(there, 'organizations.current')
    const limit = { id: other, reason }
    await w.ask(w.operator, 'platform.setLimits', { ...limit, version, limits: seventeen })
    const bot = await make('Bot')
    const asked = await start([bot], other)
    if (asked.outcome !== 'waiting') throw new Error('It did not wait.')
    for (let n = 0; n < 17; n += 1) await make(`There ${n}`, {}, there)

    const told: unknown[] = []
    const refused = async (call: Promise<unknown>): Promise<void> => {
      const error = await call.then(
        () => undefined,
        (e: unknown) => e,
      )
      expect(error).toMatchObject({
        code: 'LIMIT_REACHED',
        data: { pool: 'chatbot', limit: null, used: null },
      })
      told.push(JSON.stringify(error), (error as Error).message)
    }
    // Bea decides for Acme and is nobody in the other organization; Ada is somebody there, but her call is Acme's.
    await refused(w.ask(bea, 'approvals.approve', { id: asked.approvalId }))
    expect(await w.ask(bea, 'approvals.get', { id: asked.approvalId })).toMatchObject({ state: 'waiting' })
    const makes = { name: 'Makes bots', matrix: { chatbot: ['create'] } }
    const role = await w.ask<{ id: string }>(olga, 'roles.create', makes)
    const list = await w.ask<{ items: { id: string; version: number }[] }>(olga, 'members.list', {
      search: 'ada@',
    })
    await w.ask(olga, 'members.setRoles', {
      id: list.items[0]?.id,
      version: list.items[0]?.version,
      roleIds: [role.id],
    })
    const preview = await w.ask<TransferPreview>(w.ada, 'transfers.preview', plan([bot], other))
    expect(preview).toMatchObject({ poolsTo: [], obstacles: [{ code: 'LIMIT_REACHED', pool: 'chatbot' }] })
    told.push(preview.obstacles)
    told.push((await trail(acme)).filter((r) => r.outcome === 'refused').map((r) => r.because))
    expect(JSON.stringify(told)).not.toContain('17')
    expect(told.flat().length).toBeGreaterThan(3)
  })

  it('a creator who is a member at the target stays it; anybody else’s name does not travel', async () => {
    await w.add('mel')
    const mel = await w.as('mel@acme.example')
    const bot = await make('By Mel', {}, mel)
    await done(start([bot], other))
    expect(await at(other, bot.id)).toMatchObject({ creatorName: 'Ada of Other', createdBy: w.ada.user?.id })
    await w.ask(olga, 'members.add', { email: 'mel@acme.example', name: 'Mel of Other', roleIds: ['viewer'] })
    const second = await make('By Mel too', {}, mel)
    await done(start([second], other))
    expect(await at(other, second.id)).toMatchObject({ creatorName: 'Mel of Other', createdBy: mel.user?.id })
  })

  it('is taken back as it was, with its visibility and shares, by who moved it and within a day', async () => {
    const team = await w.ask<{ id: string }>(w.ada, 'teams.create', { name: 'Team' })
    const mel = await w.add('mel')
    const bot = await make('Bot', { visibility: 'teams', teamIds: [team.id] })
    const share = {
      kind: 'chatbot',
      id: bot.id,
      subjectKind: 'user',
      subjectId: mel.userId,
      operations: ['update'],
    }
    await w.ask(w.ada, 'resources.share', share)
    const [kept, gone] = [await make('Kept'), await make('Gone')]
    const me = await w.as('ada@acme.example', acme)
    await w.ask(me, 'session.enter', { orgId: own })
    const moved = await done(start([bot, kept, gone], own))
    expect(moved.undoable).toBe(true)
    const renamed = await at(own, kept.id)
    await w.ask(me, 'resources.update', {
      kind: 'chatbot',
      id: kept.id,
      version: renamed?.version,
      name: 'Changed',
    })
    await w.ask(me, 'resources.delete', { kind: 'chatbot', id: gone.id, version: gone.version + 1, reason })
    expect(await w.ask(w.ada, 'transfers.undo', { transferId: moved.transferId })).toEqual({
      back: 1,
      left: [
        { kind: 'chatbot', id: kept.id, name: 'Kept', why: 'changed' },
        { kind: 'chatbot', id: gone.id, name: 'Gone', why: 'gone' },
      ],
    })
    expect(await at(acme, bot.id)).toMatchObject({
      visibility: 'teams',
      teamIds: [team.id],
      creatorName: 'Ada',
    })
    expect(await w.tenant(acme).collection(grants).count()).toBe(1)
    expect(await at(own, kept.id)).toMatchObject({ name: 'Changed' })
    expect(await w.code(w.ada, 'transfers.undo', { transferId: moved.transferId })).toBe('WRONG_STATE')
    const late = await done(start([bot], own))
    await w.add('zoe', ['admin'])
    const zoe = await w.as('zoe@acme.example')
    expect(await w.code(zoe, 'transfers.undo', { transferId: late.transferId })).toBe('NOT_FOUND')
    w.wait(2 * DAY)
    expect(await w.code(w.ada, 'transfers.undo', { transferId: late.transferId })).toBe('EXPIRED')
  })

  it('is not taken back past a policy of the organization that received it', async () => {
    const bot = await make('Bot')
    const moved = await done(start([bot], other))
    // Olga may decide there, so that leaving needs her.
    expect(moved.undoable).toBe(false)
    expect(await w.code(w.ada, 'transfers.undo', { transferId: moved.transferId })).toBe('FORBIDDEN')
    expect(await at(other, bot.id)).toBeDefined()
  })
})
