import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openWorld, STORES, type World } from './world.ts'

const reason = 'because the test says so'
interface Preview {
  readonly changed: number
  readonly unchanged: number
  readonly names: string[]
  readonly refusal: { readonly code: string } | null
}
interface Done {
  readonly changedIds: string[]
  readonly before: { readonly roleIds: string[]; readonly ids: string[] }[]
}
interface Recorded {
  readonly action: string
  readonly summary: string
}

describe.each(STORES)('changes of many on %s', (kind) => {
  let w: World
  beforeAll(async () => {
    w = await openWorld(kind)
  })
  afterAll(async () => {
    expect(w.defects).toEqual([])
    await w.close()
  })
  const preview = (ids: readonly string[], change: object, by = w.ada) =>
    w.ask<Preview>(by, 'members.bulkPreview', { ids, change })

  it('are previewed with just what they do then, and the preview writes nothing', async () => {
    const [one, two] = [await w.add('one', ['viewer']), await w.add('two', ['member'])]
    const change = { kind: 'setRoles', roleIds: ['member'] }
    const ids = [one.id, two.id]
    expect(await preview(ids, change)).toEqual({ changed: 1, unchanged: 1, names: ['one'], refusal: null })
    expect((await w.member(one.id)).roleIds).toEqual(['viewer'])
    expect(await w.ask(w.ada, 'members.bulk', { ids, change, reason })).toMatchObject({
      changed: 1,
      unchanged: 1,
      changedIds: [one.id],
    })
  })
  it('answer the refusal before anything is sent: the last admins, and whoever holds more', async () => {
    const list = await w.ask<{ items: { id: string; roleIds: string[] }[] }>(w.ada, 'members.list', {})
    const admins = list.items.filter((m) => m.roleIds.includes('admin')).map((m) => m.id)
    expect((await preview(admins, { kind: 'suspend' })).refusal?.code).toBe('LAST_ADMIN')
    await w.ask(w.ada, 'roles.create', { name: 'Desk', matrix: { member: ['read', 'update', 'suspend'] } })
    const roles = await w.ask<{ id: string; name: string }[]>(w.ada, 'roles.list')
    const desk = roles.find((r) => r.name === 'Desk')?.id ?? ''
    await w.add('desk', [desk])
    const helper = await w.as('desk@acme.example')
    expect((await preview(admins, { kind: 'suspend' }, helper)).refusal?.code).toBe('ESCALATION')
    expect(
      (await preview([list.items[0]?.id ?? ''], { kind: 'setRoles', roleIds: ['admin'] }, helper)).refusal
        ?.code,
    ).toBe('ESCALATION')
  })
  it('of roles are taken back as each had them', async () => {
    const [one, two] = [await w.add('three', ['viewer']), await w.add('four', ['member'])]
    const ids = [one.id, two.id]
    const set = { ids, change: { kind: 'setRoles', roleIds: ['member', 'viewer'] }, reason }
    const { before } = await w.ask<Done>(w.ada, 'members.bulk', set)
    for (const { ids: group, roleIds } of before)
      await w.ask(w.ada, 'members.bulk', { ids: group, change: { kind: 'setRoles', roleIds }, reason })
    expect((await w.member(one.id)).roleIds).toEqual(['viewer'])
    expect((await w.member(two.id)).roleIds).toEqual(['member'])
  })
  it('a list that leaves as a file is in the trail with its filter, and members ask for their own permission', async () => {
    const taken = { rows: 3, columns: ['Name'], filter: 'state ["active"]' }
    await w.ask(w.ada, 'exports.record', { type: 'member', ...taken })
    await w.ask(w.ada, 'exports.record', { type: 'team', ...taken })
    const recent = await w.ask<Recorded[]>(w.ada, 'audit.recent', { limit: 2 })
    expect(recent.map((r) => [r.action, r.summary])).toEqual([
      ['list.exported', '3 rows of team exported'],
      ['list.exported', '3 rows of member exported'],
    ])
    await w.add('looker', ['viewer'])
    const viewer = await w.as('looker@acme.example')
    expect(await w.code(viewer, 'exports.record', { type: 'member', ...taken })).toBe('FORBIDDEN')
    await w.ask(viewer, 'exports.record', { type: 'team', ...taken })
  })
})
