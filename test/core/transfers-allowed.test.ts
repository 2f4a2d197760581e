import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { resources } from '../../src-main/store/records/index.ts'
import type { ContextChoice } from '../../src-preload/contract/session.ts'
import type { TransferPreview, TransferTarget } from '../../src-preload/contract/transfers.ts'
import { NONE, openTransfers, type Resource, reason, type Transfers } from './transfers-world.ts'
import { STORES } from './world.ts'

describe.each(STORES)('what a transfer needs on %s', (kind) => {
  let t: Transfers
  beforeEach(async () => {
    t = await openTransfers(kind)
  })
  afterEach(async () => {
    expect(t.w.defects).toEqual([])
    await t.w.close()
  })

  it('needs transfer on each at the source, and what cannot be read answers like what is not there', async () => {
    const role = await t.w.ask<{ id: string }>(t.w.ada, 'roles.create', {
      name: 'Mover',
      matrix: { chatbot: ['read', 'transfer'], template: ['read'] },
    })
    await t.w.add('mo', [role.id])
    await t.w.ask(t.olga, 'members.add', { email: 'mo@acme.example', name: 'Mo', roleIds: ['member'] })
    const mo = await t.w.as('mo@acme.example')
    const [open, hidden] = [await t.make('Open'), await t.make('Hidden', { visibility: 'private' })]
    const template = await t.w.ask<Resource>(t.w.ada, 'resources.create', { kind: 'template', name: 'T' })
    const foreign = await t.make('Foreign', {}, t.olga)
    const words = async (id: string) => {
      const error = await t.start([open, { id }], t.other, {}, mo).catch((e: unknown) => e)
      return JSON.stringify([error, (error as Error).message])
    }
    expect(await words(hidden.id)).toBe(await words(NONE))
    expect(await words(foreign.id)).toBe(await words(NONE))
    const items = [
      { kind: 'chatbot', id: open.id },
      { kind: 'template', id: template.id },
    ]
    const input = { transferId: randomUUID(), reason, toOrgId: t.other, items }
    expect(await t.w.code(mo, 'transfers.start', input)).toBe('FORBIDDEN')
    const wrongKind = { toOrgId: t.other, items: [{ kind: 'template', id: open.id }] }
    expect(await t.w.code(mo, 'transfers.preview', wrongKind)).toBe('NOT_FOUND')
    expect(await t.at(t.other, open.id)).toBeUndefined()
    // Whoever may move, but not ask for a second person, is told what is missing.
    await expect(t.start([open], t.other, {}, mo)).rejects.toMatchObject({
      code: 'FORBIDDEN',
      data: { missing: 'approval.create' },
    })
  })

  it('of several needs transfer of each: one that is allowed does not carry the others', async () => {
    const [shared, second] = [await t.make('Shared'), await t.make('Other one')]
    const vic = await t.w.add('vic', ['viewer'])
    await t.w.ask(t.w.ada, 'resources.share', {
      kind: 'chatbot',
      id: shared.id,
      subjectKind: 'user',
      subjectId: vic.userId,
      operations: ['transfer'],
    })
    const session = await t.w.as('vic@acme.example')
    const spaces = await t.w.ask<ContextChoice[]>(session, 'session.contexts')
    const space = spaces.find((c) => c.kind === 'personal')?.orgId ?? ''
    const preview = (items: readonly { id: string }[]) =>
      t.w.ask<TransferPreview>(session, 'transfers.preview', t.plan(items, space))
    expect((await preview([shared])).items).toHaveLength(1)
    for (const items of [
      [shared, second],
      [second, shared],
    ])
      await expect(preview(items)).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })

  it('needs create of the kind at the target, and the refusal names the organization', async () => {
    const bot = await t.make('Bot')
    const [member] = (
      await t.w.ask<{ items: { id: string; version: number }[] }>(t.olga, 'members.list', { search: 'ada@' })
    ).items
    await t.w.ask(t.olga, 'members.setRoles', {
      id: member?.id,
      version: member?.version,
      roleIds: ['viewer'],
    })
    await expect(t.start([bot], t.other)).rejects.toThrow(/^Other: You may not create chatbots/)
    const preview = await t.w.ask<TransferPreview>(t.w.ada, 'transfers.preview', t.plan([bot], t.other))
    expect(preview.obstacles).toMatchObject([{ code: 'FORBIDDEN', pool: null }])
    const targets = await t.w.ask<TransferTarget[]>(t.w.ada, 'transfers.targets')
    expect(targets.map((t) => [t.name, t.creatable.length])).toEqual([
      ['Other', 0],
      ['ada (personal)', 4],
    ])
  })

  it('a target of which one is no member, or is suspended in, answers like one that does not exist', async () => {
    const bot = await t.make('Bot')
    await t.w.ask(t.w.operator, 'platform.create', {
      name: 'Third',
      slug: 'third',
      admin: { email: 'tom@third.example', name: 'Tom' },
    })
    const tom = await t.w.as('tom@third.example', 'third')
    const words = async (orgId: string) => {
      const error = await t.start([bot], orgId).catch((e: unknown) => e)
      return JSON.stringify([error, (error as Error).message])
    }
    const none = await words(NONE)
    expect(await words(tom.orgId ?? '')).toBe(none)
    expect(await words(t.w.operator.orgId ?? '')).toBe(none)
    expect(await words(t.acme)).toBe(none)
    const [member] = (
      await t.w.ask<{ items: { id: string; version: number }[] }>(t.olga, 'members.list', { search: 'ada@' })
    ).items
    await t.w.ask(t.olga, 'members.suspend', { id: member?.id, version: member?.version, reason })
    expect(await words(t.other)).toBe(none)
  })

  it('respects the pools of the target, names the one that is full, and moves nothing', async () => {
    const bots = [await t.make('One'), await t.make('Two')]
    const { version } = await t.w.ask<{ version: number }>(t.there, 'organizations.current')
    await t.w.ask(t.w.operator, 'platform.setLimits', {
      id: t.other,
      version,
      limits: { chatbot: 1 },
      reason,
    })
    await expect(t.start(bots, t.other)).rejects.toMatchObject({
      code: 'LIMIT_REACHED',
      data: { pool: 'chatbot', limit: null, used: null },
    })
    const preview = await t.w.ask<TransferPreview>(t.w.ada, 'transfers.preview', t.plan(bots, t.other))
    const message = expect.stringMatching(/has 1, of which 0 are in use/)
    expect(preview.obstacles).toEqual([{ code: 'LIMIT_REACHED', pool: 'chatbot', message }])
    expect(await t.w.tenant(t.other).collection(resources).count()).toBe(0)
    // Two that each fit alone, at once: one of them gets the place.
    const results = await Promise.allSettled(bots.map((b) => t.start([b], t.other)))
    expect(results.filter((r) => r.status === 'fulfilled')).toHaveLength(1)
  })

  it('tells the figures of the target’s pools to nobody who may not read them, in no answer and in no trail', async () => {
    const seventeen = { chatbot: 17, storageBytes: 100_017 }
    await t.w.add('bea', ['admin'])
    const bea = await t.w.as('bea@acme.example')
    const { version } = await t.w.ask<{ version: number }>(t.there, 'organizations.current')
    const limit = { id: t.other, reason }
    await t.w.ask(t.w.operator, 'platform.setLimits', { ...limit, version, limits: seventeen })
    const bot = await t.make('Bot')
    const asked = await t.start([bot], t.other)
    if (asked.outcome !== 'waiting') throw new Error('It did not wait.')
    for (let n = 0; n < 17; n += 1) await t.make(`There ${n}`, {}, t.there)

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
    await refused(t.w.ask(bea, 'approvals.approve', { id: asked.approvalId }))
    expect(await t.w.ask(bea, 'approvals.get', { id: asked.approvalId })).toMatchObject({ state: 'waiting' })
    const makes = { name: 'Makes bots', matrix: { chatbot: ['create'] } }
    const role = await t.w.ask<{ id: string }>(t.olga, 'roles.create', makes)
    const list = await t.w.ask<{ items: { id: string; version: number }[] }>(t.olga, 'members.list', {
      search: 'ada@',
    })
    await t.w.ask(t.olga, 'members.setRoles', {
      id: list.items[0]?.id,
      version: list.items[0]?.version,
      roleIds: [role.id],
    })
    const preview = await t.w.ask<TransferPreview>(t.w.ada, 'transfers.preview', t.plan([bot], t.other))
    expect(preview).toMatchObject({ poolsTo: [], obstacles: [{ code: 'LIMIT_REACHED', pool: 'chatbot' }] })
    told.push(preview.obstacles)
    told.push((await t.trail(t.acme)).filter((r) => r.outcome === 'refused').map((r) => r.because))
    expect(JSON.stringify(told)).not.toContain('17')
    expect(told.flat().length).toBeGreaterThan(3)
  })
})
