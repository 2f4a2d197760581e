import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eq } from '../../src-main/store/index.ts'
import { outbox } from '../../src-main/store/records/index.ts'
import type { BulkPreview } from '../../src-preload/contract/shared.ts'
import { openWorld, STORES, type World } from './world.ts'

const reason = 'the departments were merged'
interface Recorded {
  readonly action: string
  readonly resourceId: string | null
  readonly reason: string | null
}

describe.each(STORES)('many teams on %s', (kind) => {
  let w: World
  beforeAll(async () => {
    w = await openWorld(kind)
  })
  afterAll(async () => {
    expect(w.defects).toEqual([])
    await w.close()
  })
  const make = async (name: string, operations: readonly string[] = [], by = w.ada): Promise<string> => {
    const grants = operations.length === 0 ? [] : [{ type: 'chatbot', resourceId: null, operations }]
    return (await w.ask<{ id: string }>(by, 'teams.create', { name, grants })).id
  }
  const preview = (ids: readonly string[], by = w.ada) =>
    w.ask<BulkPreview & { members: number }>(by, 'teams.bulkPreview', { ids })
  const exists = async (id: string): Promise<boolean> => {
    const { items } = await w.ask<{ items: { id: string }[] }>(w.ada, 'teams.list', { limit: 500 })
    return items.some((team) => team.id === id)
  }
  /** Somebody who may delete teams, and hardly anything else. */
  const helper = async (name: string) => {
    const matrix = { team: ['read', 'delete'] }
    const role = await w.ask<{ id: string }>(w.ada, 'roles.create', { name, matrix })
    await w.add(name, [role.id])
    return w.as(`${name}@acme.example`)
  }

  it('are previewed with the people who lose something, each counted once, and nothing is written', async () => {
    const ids = [await make('Repairs', ['read']), await make('Field')]
    await w.add('both', ['viewer'], { teamIds: ids })
    await w.add('one', ['viewer'], { teamIds: ids.slice(1) })
    const expected = { changed: 2, unchanged: 0, names: ['Field', 'Repairs'], refusal: null, members: 2 }
    expect(await preview([...ids, ...ids])).toEqual(expected)
    expect(await Promise.all(ids.map(exists))).toEqual([true, true])
  })

  it('are deleted together, with a record and an event for each, and nobody is left in them', async () => {
    const ids = [await make('North', ['read']), await make('South', ['update'])]
    const member = await w.add('traveller', ['viewer'], { teamIds: ids })
    const seen = { kind: 'chatbot', name: 'Desk', visibility: 'teams', teamIds: ids }
    const resource = await w.ask<{ id: string }>(w.ada, 'resources.create', seen)
    expect(await w.ask(w.ada, 'teams.deleteMany', { ids, reason })).toEqual({ changed: 2 })
    expect(await Promise.all(ids.map(exists))).toEqual([false, false])
    expect((await w.member(member.id)).teamIds).toEqual([])
    expect(await w.ask(w.ada, 'resources.get', { kind: 'chatbot', id: resource.id })).toMatchObject({
      teamIds: [],
    })
    const recent = await w.ask<Recorded[]>(w.ada, 'audit.recent', { limit: 2 })
    expect(recent.map((r) => [r.action, r.reason])).toEqual([
      ['team.deleted', reason],
      ['team.deleted', reason],
    ])
    expect(recent.map((r) => r.resourceId).sort()).toEqual([...ids].sort())
    const told = w.tenant(w.ada.orgId ?? '').collection(outbox)
    const { items } = await told.list({ where: eq('type', 'team.deleted'), limit: 10 })
    const subjects = items.map((e) => (JSON.parse(e.body) as { subject: string }).subject)
    expect(subjects.sort()).toEqual([...ids].sort())
  })

  it('leave in the trail what they gave, and to whom', async () => {
    const id = await make('Remembered', ['read', 'update'])
    const tom = await w.add('tom', ['viewer'], { teamIds: [id] })
    await w.ask(w.ada, 'teams.deleteMany', { ids: [id], reason })
    const [last] = await w.ask<{ id: string }[]>(w.ada, 'audit.recent', { limit: 1 })
    const { before } = await w.ask<{ before: unknown }>(w.ada, 'audit.get', { id: last?.id })
    expect(before).toMatchObject({
      name: 'Remembered',
      grants: [{ operations: ['read', 'update'] }],
      memberIds: [tom.id],
    })
  })

  it('are all left where one is not here: another organization’s like one that never was', async () => {
    const admin = { email: 'gus@globex.example', name: 'Gus' }
    await w.ask(w.operator, 'platform.create', { name: 'Globex', slug: 'globex', admin })
    const foreign = await make('Theirs', [], await w.as(admin.email, 'globex'))
    const own = await make('Ours')
    for (const other of [foreign, w.ada.orgId ?? '']) {
      expect(await w.code(w.ada, 'teams.bulkPreview', { ids: [own, other] })).toBe('NOT_FOUND')
      expect(await w.code(w.ada, 'teams.deleteMany', { ids: [own, other], reason })).toBe('NOT_FOUND')
    }
    expect(await exists(own)).toBe(true)
    await w.ask(await w.as(admin.email, 'globex'), 'teams.get', { id: foreign })
  })

  it('are all left where somebody in one of them holds more, which the preview answers', async () => {
    const by = await helper('tidier')
    const [harmless, giving] = [await make('Choir'), await make('Builders', ['update'])]
    const ids = [harmless, giving]
    await w.add('above', ['admin'], { teamIds: ids })
    const refused = await preview(ids, by)
    expect(refused).toMatchObject({ changed: 0, unchanged: 2, names: [], members: 0 })
    expect(refused.refusal?.code).toBe('ESCALATION')
    expect(await w.code(by, 'teams.deleteMany', { ids, reason })).toBe('ESCALATION')
    expect(await Promise.all(ids.map(exists))).toEqual([true, true])
    // A team that gives nothing takes nothing away, whoever is in it.
    expect(await preview([harmless], by)).toMatchObject({ changed: 1, members: 1, refusal: null })
    expect(await w.ask(by, 'teams.deleteMany', { ids: [harmless], reason })).toEqual({ changed: 1 })
  })

  it('are deleted, and previewed, only by whoever may delete one, with a reason', async () => {
    const ids = [await make('Archive')]
    await w.add('reader', ['viewer'])
    const viewer = await w.as('reader@acme.example')
    expect(await w.code(viewer, 'teams.bulkPreview', { ids })).toBe('FORBIDDEN')
    expect(await w.code(viewer, 'teams.deleteMany', { ids, reason })).toBe('FORBIDDEN')
    expect(await w.code(w.ada, 'teams.deleteMany', { ids })).toBe('BAD_INPUT')
    expect(await exists(ids[0] ?? '')).toBe(true)
  })
})
