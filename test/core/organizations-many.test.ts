import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isIn } from '../../src-main/store/index.ts'
import { outbox } from '../../src-main/store/records/index.ts'
import type { BulkPreview } from '../../src-preload/contract/shared.ts'
import { openWorld, STORES, type World } from './world.ts'

const reason = 'unpaid invoices'
interface Organization {
  readonly id: string
  readonly version: number
  readonly state: string
  readonly stateReason: string
}
interface Recorded {
  readonly action: string
  readonly reason: string | null
  readonly resourceId: string | null
}

describe.each(STORES)('many organizations on %s', (kind) => {
  let w: World
  beforeAll(async () => {
    w = await openWorld(kind)
  })
  afterAll(async () => {
    expect(w.defects).toEqual([])
    await w.close()
  })
  const found = (slug: string): Promise<Organization> =>
    w.ask(w.operator, 'platform.create', {
      name: slug,
      slug,
      admin: { email: `admin@${slug}.example`, name: slug },
    })
  const organization = (id: string): Promise<Organization> => w.ask(w.operator, 'platform.get', { id })
  const states = async (ids: readonly string[]): Promise<string[]> =>
    (await Promise.all(ids.map(organization))).map((o) => o.state)
  const change = (how: 'suspend' | 'close', { id, version }: Organization, why: string) =>
    w.ask(w.operator, `platform.${how}`, { id, version, reason: why })
  const preview = (ids: readonly string[], what: 'suspend' | 'reactivate') =>
    w.ask<BulkPreview & { members: number }>(w.operator, 'platform.bulkPreview', { ids, change: what })
  const eventsOf = async (orgId: string): Promise<string[]> => {
    const where = isIn('type', ['organization.suspended', 'organization.activated'])
    const { items } = await w.tenant(orgId).collection(outbox).list({ where, limit: 10 })
    return items.map((e) => e.type).sort()
  }

  it('are suspended where they are active, others are left as they are, and the preview said so', async () => {
    const active = [await found('birch'), await found('alder')]
    const [suspended, closing] = [await found('cedar'), await found('dogwood')]
    await change('suspend', suspended, 'before all this')
    await change('close', closing, 'before all this')
    const ids = [...active, suspended, closing].map((o) => o.id)
    const expected = { changed: 2, unchanged: 2, names: ['alder', 'birch'], refusal: null, members: 2 }
    expect(await preview(ids, 'suspend')).toEqual(expected)
    expect(await states(ids)).toEqual(['active', 'active', 'suspended', 'closing'])

    const done = await w.ask<{ changedIds: string[] }>(w.operator, 'platform.suspendMany', { ids, reason })
    expect(done).toMatchObject({ changed: 2, unchanged: 2 })
    expect([...done.changedIds].sort()).toEqual(active.map((o) => o.id).sort())
    expect(await states(ids)).toEqual(['suspended', 'suspended', 'suspended', 'closing'])
    expect((await organization(active[0]?.id ?? '')).stateReason).toBe(reason)
    expect((await organization(suspended.id)).stateReason).toBe('before all this')
  })

  it('are reactivated where they are suspended, by a record in both trails and an event for each', async () => {
    const [one, two, active] = [await found('elm'), await found('fir'), await found('ginkgo')]
    const ids = [one.id, two.id, active.id]
    await w.ask(w.operator, 'platform.suspendMany', { ids: [one.id, two.id], reason })
    expect(await preview(ids, 'reactivate')).toMatchObject({ changed: 2, unchanged: 1, members: 2 })
    const done = await w.ask(w.operator, 'platform.reactivateMany', { ids, reason: 'all is paid' })
    expect(done).toMatchObject({ changed: 2, unchanged: 1 })
    expect(await states(ids)).toEqual(['active', 'active', 'active'])

    const recent = await w.ask<Recorded[]>(w.operator, 'audit.recent', { limit: 4 })
    expect(recent.map((r) => [r.action, r.reason])).toEqual([
      ['platformOrganization.reactivated', 'all is paid'],
      ['platformOrganization.reactivated', 'all is paid'],
      ['platformOrganization.suspended', reason],
      ['platformOrganization.suspended', reason],
    ])
    const admin = await w.as('admin@elm.example', 'elm')
    const own = await w.ask<Recorded[]>(admin, 'audit.recent', { limit: 2 })
    expect(own.map((r) => [r.action, r.resourceId])).toEqual([
      ['platformOrganization.reactivated', one.id],
      ['platformOrganization.suspended', one.id],
    ])
    const both = ['organization.activated', 'organization.suspended']
    expect(await eventsOf(one.id)).toEqual(both)
    expect(await eventsOf(two.id)).toEqual(both)
    expect(await eventsOf(active.id)).toEqual([])
  })

  it('are all left where one is none: unknown, somebody’s own space, or the operators’ own', async () => {
    const { id } = await found('hazel')
    const contexts = await w.ask<{ orgId: string; kind: string }[]>(w.ada, 'session.contexts')
    const personal = contexts.find((c) => c.kind === 'personal')?.orgId ?? ''
    const never = '00000000-0000-7000-8000-000000000000'
    for (const other of [never, personal, w.operator.orgId ?? '']) {
      const ids = [id, other]
      const asked = { ids, change: 'suspend' }
      expect(await w.code(w.operator, 'platform.bulkPreview', asked)).toBe('NOT_FOUND')
      expect(await w.code(w.operator, 'platform.suspendMany', { ids, reason })).toBe('NOT_FOUND')
      expect(await w.code(w.operator, 'platform.reactivateMany', { ids, reason })).toBe('NOT_FOUND')
    }
    expect(await states([id])).toEqual(['active'])
    expect(await eventsOf(id)).toEqual([])
    await w.ask(w.operator, 'organizations.current')
  })

  it('are changed, and previewed, only by operators who may suspend one, with a reason', async () => {
    const ids = [(await found('iroko')).id]
    const looker = { email: 'looker@platform.example', name: 'Looker', roleIds: ['viewer'] }
    await w.ask(w.operator, 'members.add', looker)
    const viewer = await w.api.newSession({ host: 'test', as: looker.email, org: 'platform' })
    for (const by of [w.ada, viewer]) {
      expect(await w.code(by, 'platform.bulkPreview', { ids, change: 'suspend' })).toBe('FORBIDDEN')
      expect(await w.code(by, 'platform.suspendMany', { ids, reason })).toBe('FORBIDDEN')
      expect(await w.code(by, 'platform.reactivateMany', { ids, reason })).toBe('FORBIDDEN')
    }
    expect(await w.code(w.operator, 'platform.suspendMany', { ids })).toBe('BAD_INPUT')
    expect(await states(ids)).toEqual(['active'])
  })
})
