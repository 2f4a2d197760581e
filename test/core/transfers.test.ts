import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { grants, outbox } from '../../src-main/store/records/index.ts'
import type { Approval } from '../../src-preload/contract/approvals.ts'
import type { TransferPreview } from '../../src-preload/contract/transfers.ts'
import { type Outcome, openTransfers, reason, type Transfers } from './transfers-world.ts'
import { STORES } from './world.ts'

describe.each(STORES)('transfers on %s', (kind) => {
  let t: Transfers
  beforeEach(async () => {
    t = await openTransfers(kind)
  })
  afterEach(async () => {
    expect(t.w.defects).toEqual([])
    await t.w.close()
  })

  it('moves the record with its id, drops shares and teams, and both trails and event streams tell it', async () => {
    const team = await t.w.ask<{ id: string }>(t.w.ada, 'teams.create', { name: 'Team' })
    const mel = await t.w.add('mel')
    const bot = await t.make('Bot', { visibility: 'teams', teamIds: [team.id] })
    const share = {
      kind: 'chatbot',
      id: bot.id,
      subjectKind: 'user',
      subjectId: mel.userId,
      operations: ['update'],
    }
    await t.w.ask(t.w.ada, 'resources.share', share)
    const preview = await t.w.ask<TransferPreview>(t.w.ada, 'transfers.preview', t.plan([bot], t.other))
    expect(preview).toMatchObject({
      from: { orgId: t.acme, name: 'Acme' },
      to: { orgId: t.other, name: 'Other' },
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
    expect(await t.done(t.start([bot], t.other))).toMatchObject({ moved: 1, toName: 'Other' })
    expect(await t.at(t.acme, bot.id)).toBeUndefined()
    expect(await t.at(t.other, bot.id)).toMatchObject({
      id: bot.id,
      orgId: t.other,
      visibility: 'private',
      teamIds: [],
      version: bot.version + 1,
      creatorName: 'Ada of Other',
    })
    expect(await t.w.tenant(t.acme).collection(grants).count()).toBe(0)
    const [sent] = await t.trail(t.acme)
    expect(sent).toMatchObject({ action: 'resource.transferred', resourceId: bot.id, reason })
    const [received] = await t.trail(t.other)
    expect(received).toMatchObject({
      action: 'resource.received',
      resourceId: bot.id,
      actorName: 'Ada of Other',
    })
    expect(await t.events(t.acme)).toContain('resource.transferred')
    expect(await t.events(t.other)).toContain('resource.received')
    for (const session of [t.w.ada, t.there])
      expect(await t.w.ask(session, 'audit.verify')).toMatchObject({ intact: true })
  })

  it('goes from a personal space to an organization and back without anybody’s approval', async () => {
    const me = await t.w.as('ada@acme.example', t.acme)
    await t.w.ask(me, 'session.enter', { orgId: t.own })
    await t.w.add('bea', ['admin'])
    const bot = await t.make('Mine', {}, me)
    await t.done(t.start([bot], t.acme, { visibility: 'organization' }, me))
    expect(await t.at(t.acme, bot.id)).toMatchObject({ visibility: 'organization', creatorName: 'Ada' })
    expect((await t.start([bot], t.own)).outcome).toBe('waiting')
  })

  it('waits for a second person at the source where there is one, and then moves in the requester’s name', async () => {
    await t.w.add('bea', ['admin'])
    const bea = await t.w.as('bea@acme.example')
    const bot = await t.make('Bot')
    expect(await t.w.ask(t.w.ada, 'transfers.preview', t.plan([bot], t.other))).toMatchObject({
      waits: true,
      alone: false,
    })
    const asked = await t.start([bot], t.other)
    if (asked.outcome !== 'waiting') throw new Error('It did not wait.')
    expect(await t.at(t.other, bot.id)).toBeUndefined()
    const shown = await t.w.ask<Approval>(bea, 'approvals.get', { id: asked.approvalId })
    expect(shown).toMatchObject({
      kind: 'transferOut',
      title: 'Transfer Bot to Other',
      changes: [
        { what: 'chatbot', name: 'Bot', before: 'Acme', after: 'Other' },
        { what: 'visibility', after: 'private' },
      ],
    })
    expect(await t.w.ask(bea, 'approvals.approve', { id: asked.approvalId })).toMatchObject({
      state: 'approved',
    })
    expect(await t.at(t.other, bot.id)).toMatchObject({ creatorName: 'Ada of Other' })
    const [sent] = await t.trail(t.acme)
    expect(sent).toMatchObject({ actorName: 'bea', actor: { onBehalfOf: { name: 'Ada' } } })
    // The other organization learns of Ada, whom it knows, and of nobody else.
    const [received] = await t.trail(t.other)
    expect(JSON.stringify(received)).not.toMatch(/"bea"|bea@/)
    expect(received?.actorName).toBe('Ada of Other')
    const told = (await t.w.tenant(t.other).collection(outbox).list({ limit: 500 })).items
    expect(JSON.parse(told.findLast((e) => e.type === 'resource.received')?.body ?? '{}').actorid).toBe(
      t.w.ada.user?.id,
    )
  })

  it('what was moved or changed hands between request and approval fails, and nothing is half done', async () => {
    await t.w.add('bea', ['admin'])
    const bea = await t.w.as('bea@acme.example')
    const [one, two] = [await t.make('One'), await t.make('Two')]
    const asked = await t.start([one, two], t.other)
    if (asked.outcome !== 'waiting') throw new Error('It did not wait.')
    await t.w.ask(t.w.ada, 'resources.delete', { kind: 'chatbot', id: two.id, version: two.version, reason })
    const failed = await t.w.ask<Approval>(bea, 'approvals.approve', { id: asked.approvalId })
    expect(failed).toMatchObject({ state: 'failed', failure: 'There is no such chatbot here.' })
    expect(await t.at(t.acme, one.id)).toBeDefined()
    expect(await t.at(t.other, one.id)).toBeUndefined()
  })

  it('moves exactly what was shown: another name, content or share by then ends the request as changed', async () => {
    await t.w.add('bea', ['admin'])
    const cid = await t.w.add('cid')
    const bea = await t.w.as('bea@acme.example')
    const bot = await t.make('Bot')
    const as = { kind: 'chatbot', id: bot.id }
    const share = (operations: string[]) =>
      t.w.ask(t.w.ada, 'resources.share', { ...as, subjectKind: 'user', subjectId: cid.userId, operations })
    await share(['read'])
    const changes: readonly (readonly [string, () => Promise<unknown>])[] = [
      ['name', () => t.w.ask(t.w.ada, 'resources.update', { ...as, version: bot.version, name: 'Bot 2' })],
      [
        'content',
        () => t.w.ask(t.w.ada, 'resources.update', { ...as, version: bot.version + 1, description: 'Other' }),
      ],
      ['share', () => share(['read', 'update'])],
    ]
    for (const [, change] of changes) {
      const asked = await t.start([bot], t.other)
      if (asked.outcome !== 'waiting') throw new Error('It did not wait.')
      const { changes: shown } = await t.w.ask<Approval>(bea, 'approvals.get', { id: asked.approvalId })
      expect(shown[0]).toMatchObject({ what: 'chatbot', version: expect.any(Number) })
      expect(shown.at(-1)).toMatchObject({ what: 'share', before: expect.stringMatching(/^cid: read/) })
      await change()
      expect(await t.w.ask(bea, 'approvals.approve', { id: asked.approvalId })).toMatchObject({
        state: 'failed',
        failedBecause: 'changed',
        failure: expect.stringMatching(/changed since it was asked for/),
      })
      expect(await t.at(t.other, bot.id)).toBeUndefined()
    }
  })

  it('sent twice, also at once, it moves once and answers alike; with another input it is refused', async () => {
    const [one, two] = [await t.make('One'), await t.make('Two')]
    const input = { transferId: randomUUID(), reason, ...t.plan([one], t.other) }
    const answers = await Promise.all(
      [1, 2, 3].map(() => t.w.ask<Outcome>(t.w.ada, 'transfers.start', input)),
    )
    expect(new Set(answers.map((a) => JSON.stringify(a))).size).toBe(1)
    expect(await t.w.ask(t.w.ada, 'transfers.start', input)).toEqual(answers[0])
    expect((await t.events(t.other)).filter((type) => type === 'resource.received')).toHaveLength(1)
    expect(await t.w.code(t.w.ada, 'transfers.start', { ...input, ...t.plan([two], t.other) })).toBe(
      'CONFLICT',
    )
    expect(await t.at(t.acme, two.id)).toBeDefined()
    await t.w.add('bea', ['admin'])
    const waits = { transferId: randomUUID(), reason, ...t.plan([two], t.other) }
    const first = await t.w.ask(t.w.ada, 'transfers.start', waits)
    expect(first).toMatchObject({ outcome: 'waiting' })
    expect(await t.w.ask(t.w.ada, 'transfers.start', waits)).toEqual(first)
  })

  it('a creator who is a member at the target stays it; anybody else’s name does not travel', async () => {
    await t.w.add('mel')
    const mel = await t.w.as('mel@acme.example')
    const bot = await t.make('By Mel', {}, mel)
    await t.done(t.start([bot], t.other))
    expect(await t.at(t.other, bot.id)).toMatchObject({
      creatorName: 'Ada of Other',
      createdBy: t.w.ada.user?.id,
    })
    await t.w.ask(t.olga, 'members.add', {
      email: 'mel@acme.example',
      name: 'Mel of Other',
      roleIds: ['viewer'],
    })
    const second = await t.make('By Mel too', {}, mel)
    await t.done(t.start([second], t.other))
    expect(await t.at(t.other, second.id)).toMatchObject({
      creatorName: 'Mel of Other',
      createdBy: mel.user?.id,
    })
  })
})
