import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expireWizards } from '../../src-main/wizards/index.ts'
import type { Wizard } from '../../src-preload/contract/wizards.ts'
import { openWorld, STORES, type World } from './world.ts'

const DAY = 86_400_000
const ANSWERS: readonly (readonly [step: string, answer: object])[] = [
  ['name', { name: 'Borealis', slug: 'borealis', timeZone: 'Asia/Taipei' }],
  [
    'admins',
    {
      admins: [
        { email: 'Bo@Borealis.example', name: 'Bo' },
        { email: 'cy@borealis.example', name: 'Cy' },
      ],
    },
  ],
  ['domain', { domain: 'Borealis-Labs.com' }],
  ['roles', { templates: ['auditor', 'helpdesk'], defaultRoleId: 'viewer' }],
  ['pools', { limits: { seats: 50, chatbot: 5 } }],
  ['credits', { kind: 'credits', openingCredits: 1000 }],
  ['review', {}],
]

describe.each(STORES)('guided flows on %s', (kind) => {
  let w: World
  beforeAll(async () => {
    w = await openWorld(kind)
  })
  afterAll(async () => {
    expect(w.defects).toEqual([])
    await w.close()
  })
  const start = (): Promise<Wizard> => w.ask(w.operator, 'wizards.start', { kind: 'newOrganization' })
  const answer = (flow: Wizard, step: string, value: unknown): Promise<Wizard> =>
    w.ask(w.operator, 'wizards.answer', { id: flow.id, version: flow.version, step, answer: value })
  const answered = async (flow: Wizard, upTo = ANSWERS.length): Promise<Wizard> => {
    let now = flow
    for (const [step, value] of ANSWERS.slice(0, upTo)) now = await answer(now, step, value)
    return now
  }

  it('a new organization comes whole, with admins, roles, pools and plan', async () => {
    const flow = await answered(await start())
    const before = await w.ask<{ total: number }>(w.operator, 'platform.list', {})
    expect(before.total).toBe(1)
    const done = await w.ask<Wizard>(w.operator, 'wizards.finish', { id: flow.id, version: flow.version })
    expect(done).toMatchObject({ state: 'finished', result: { text: 'Borealis was created' } })
    // As if it had been made by hand, so that whoever searches for new organizations finds it.
    const told = await w.ask<{ action: string; resourceId: string }[]>(w.operator, 'audit.recent')
    expect(told.slice(0, 2)).toMatchObject([
      { action: 'wizard.finished' },
      { action: 'platformOrganization.created', resourceId: done.result?.id },
    ])
    const bo = await w.as('bo@borealis.example', 'borealis')
    expect(await w.ask(bo, 'members.list', {})).toMatchObject({ total: 2 })
    const roles = await w.ask<{ name: string }[]>(bo, 'roles.list')
    expect(roles.map((r) => r.name)).toEqual(expect.arrayContaining(['Auditor', 'Helpdesk']))
    expect(await w.ask(bo, 'organizations.current')).toMatchObject({
      settings: { defaultRoleId: 'viewer', timeZone: 'Asia/Taipei' },
      limits: { seats: 50, chatbot: 5 },
    })
    expect(await w.ask(bo, 'domains.list', {})).toMatchObject({
      items: [{ domain: 'borealis-labs.com', state: 'pending', roleId: 'viewer' }],
    })
    expect(await w.ask(bo, 'audit.verify')).toMatchObject({ intact: true })
  })

  it('an open flow is there again after a restart, at the step where it was left', async () => {
    const flow = await answered(await start(), 0)
    await answer(flow, 'name', { name: 'Later', slug: 'later', timeZone: 'UTC' })
    const again = await w.second()
    const session = await again.newSession({ host: 'test', as: 'operator@platform.example' })
    const list = (await again.call(session, ['wizards', 'list'], undefined)) as Wizard[]
    expect(list.find((f) => f.id === flow.id)).toMatchObject({
      step: 'admins',
      answers: { name: { slug: 'later' } },
    })
  })

  it('each step is checked by the core, in its order, and names the field that is wrong', async () => {
    const flow = await start()
    await expect(answer(flow, 'admins', ANSWERS[1]?.[1])).rejects.toMatchObject({
      code: 'BAD_INPUT',
      data: { issues: [{ field: 'step' }] },
    })
    await expect(answer(flow, 'name', { name: 'X', slug: 'acme', timeZone: 'UTC' })).rejects.toMatchObject({
      data: { issues: [{ field: 'answer.slug' }] },
    })
    await expect(answer(flow, 'name', { name: '', slug: '1', timeZone: 'Mars' })).rejects.toMatchObject({
      data: { issues: [{ field: 'answer.name' }, { field: 'answer.slug' }, { field: 'answer.timeZone' }] },
    })
    await expect(answered(flow, 4)).rejects.toMatchObject({
      data: { issues: [{ field: 'answer.slug', message: 'is taken; choose another one' }] },
    })
  })

  it('what was right when it was answered is checked again at the end, and then nothing is done', async () => {
    let flow = await start()
    for (const [step, value] of ANSWERS)
      flow = await answer(
        flow,
        step,
        step === 'name' ? { name: 'Race', slug: 'race', timeZone: 'UTC' } : value,
      )
    await w.ask(w.operator, 'platform.create', {
      name: 'Faster',
      slug: 'race',
      admin: { email: 'f@faster.example', name: 'F' },
    })
    const finish = { id: flow.id, version: flow.version }
    await expect(w.ask(w.operator, 'wizards.finish', finish)).rejects.toMatchObject({ code: 'BAD_INPUT' })
    expect(await w.ask(w.operator, 'wizards.get', { id: flow.id })).toMatchObject({ state: 'open' })
  })

  it('finished twice at once, it is done once', async () => {
    let flow = await start()
    for (const [step, value] of ANSWERS)
      flow = await answer(
        flow,
        step,
        step === 'name' ? { name: 'Once', slug: 'once', timeZone: 'UTC' } : value,
      )
    const finish = { id: flow.id, version: flow.version }
    const both = await Promise.allSettled([
      w.ask(w.operator, 'wizards.finish', finish),
      w.ask(w.operator, 'wizards.finish', finish),
    ])
    expect(both.filter((r) => r.status === 'fulfilled')).toHaveLength(1)
    const list = await w.ask<{ items: { slug: string }[] }>(w.operator, 'platform.list', { search: 'once' })
    expect(list.items).toHaveLength(1)
  })

  it('who may not do what the flow does cannot begin it, and nobody sees another’s flow', async () => {
    expect(await w.code(w.ada, 'wizards.start', { kind: 'newOrganization' })).toBe('FORBIDDEN')
    const flow = await start()
    expect(await w.code(w.ada, 'wizards.get', { id: flow.id })).toBe('NOT_FOUND')
    expect(await w.code(w.ada, 'wizards.abandon', { id: flow.id, version: 1 })).toBe('NOT_FOUND')
  })

  it('claiming a domain makes the claim once its enrollment is answered, and never twice', async () => {
    const begun = await w.ask<Wizard>(w.ada, 'wizards.start', { kind: 'claimDomain' })
    const say = (flow: Wizard, step: string, value: object): Promise<Wizard> =>
      w.ask(w.ada, 'wizards.answer', { id: flow.id, version: flow.version, step, answer: value })
    await expect(say(begun, 'domain', { domain: 'gmail.com' })).rejects.toMatchObject({
      data: { issues: [{ field: 'answer.domain' }] },
    })
    let flow = await say(begun, 'domain', { domain: 'acme-works.com', includeSubdomains: true })
    expect(await w.ask(w.ada, 'domains.list', {})).toMatchObject({ total: 0 })
    flow = await say(flow, 'enrollment', { roleId: 'viewer' })
    flow = await say(flow, 'enrollment', { roleId: 'member' })
    expect(await w.ask(w.ada, 'domains.list', {})).toMatchObject({
      total: 1,
      items: [{ id: flow.notes['claimId'], roleId: 'member', includeSubdomains: true }],
    })
    flow = await say(flow, 'publish', {})
    flow = await say(flow, 'verify', {})
    const done = await w.ask<Wizard>(w.ada, 'wizards.finish', { id: flow.id, version: flow.version })
    expect(done).toMatchObject({ state: 'finished', result: { id: flow.notes['claimId'] } })
  })

  it('a claim that ended while its flow was open is begun anew by the enrollment step', async () => {
    const begun = await w.ask<Wizard>(w.ada, 'wizards.start', { kind: 'claimDomain' })
    const say = (flow: Wizard, step: string, value: object): Promise<Wizard> =>
      w.ask(w.ada, 'wizards.answer', { id: flow.id, version: flow.version, step, answer: value })
    let flow = await say(begun, 'domain', { domain: 'acme-again.com', includeSubdomains: false })
    flow = await say(flow, 'enrollment', { roleId: 'viewer' })
    const first = flow.notes['claimId']
    const claim = await w.ask<{ version: number }>(w.ada, 'domains.get', { id: first })
    await w.ask(w.ada, 'domains.release', { id: first, version: claim.version, reason: 'not this one' })
    flow = await say(flow, 'domain', { domain: 'acme-other.com', includeSubdomains: false })
    flow = await say(flow, 'enrollment', { roleId: 'member' })
    expect(flow.notes['claimId']).not.toBe(first)
    expect(await w.ask(w.ada, 'domains.get', { id: flow.notes['claimId'] })).toMatchObject({
      domain: 'acme-other.com',
      state: 'pending',
      roleId: 'member',
    })
  })

  it('an abandoned flow runs out, and is given up by the schedule', async () => {
    const flow = await start()
    w.wait(15 * DAY)
    expect(
      await w.code(w.operator, 'wizards.answer', { id: flow.id, version: 1, step: 'name', answer: {} }),
    ).toBe('EXPIRED')
    expect(await expireWizards(w.store)).toBeGreaterThan(0)
    expect(await w.ask(w.operator, 'wizards.get', { id: flow.id })).toMatchObject({ state: 'abandoned' })
    w.wait(-15 * DAY)
  })
})
