import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ascending, readEvent } from '../../src-main/events/index.ts'
import { EVERYTHING } from '../../src-main/store/index.ts'
import { outbox } from '../../src-main/store/records/index.ts'
import { openWorld, STORES, type World } from './world.ts'

describe.each(STORES)('events on %s', (kind) => {
  let w: World
  beforeAll(async () => {
    w = await openWorld(kind)
  })
  afterAll(async () => {
    expect(w.defects).toEqual([])
    await w.close()
  })
  const waiting = async () => {
    const list = w.tenant(w.ada.orgId ?? '').collection(outbox)
    const sort = { field: 'id', direction: 'asc' } as const
    return (await list.list({ where: EVERYTHING, sort, limit: 500 })).items
  }

  it('an event is written with its change, for the change’s organization, and points at the trail', async () => {
    const ivy = await w.add('ivy')
    const row = (await waiting()).at(-1)
    expect(row).toMatchObject({
      sequence: (await waiting()).length,
      exchange: 'organizations',
      routingKey: `member.joined.${w.ada.orgId}`,
    })
    const read = readEvent(row?.body ?? '')
    if (!read.ok) throw new Error(read.reason)
    expect(read.event).toMatchObject({ id: row?.id, orgid: w.ada.orgId, subject: ivy.id })
    const [newest] = await w.ask<{ id: string }[]>(w.ada, 'audit.recent', { limit: 1 })
    expect(read.event.auditid).toBe(newest?.id)
  })

  it('a change that is refused leaves no event', async () => {
    const before = (await waiting()).length
    expect(
      await w.code(w.ada, 'members.add', { email: 'ivy@acme.example', name: 'x', roleIds: ['viewer'] }),
    ).toBe('CONFLICT')
    expect(await waiting()).toHaveLength(before)
  })

  it('of one organization the ids ascend in the order of the changes, also where a clock is set back', async () => {
    await w.add('ann')
    w.wait(-3_600_000)
    await w.add('bob')
    w.wait(3_600_000)
    await w.add('cat')
    const names = (await waiting()).map((r) => (JSON.parse(r.body) as { data: { name: string } }).data.name)
    expect(names.slice(-3)).toEqual(['ann', 'bob', 'cat'])
  })
})

it('the id that follows another is the next one, also over a carry', () => {
  const last = '01939d4e-1111-7fff-bfff-ffffffffffff'
  const next = ascending('01939d4e-0000-7000-8000-000000000000', last)
  expect(next > last).toBe(true)
  expect(next).toBe('01939d4e-1111-7fff-c000-000000000000')
})
