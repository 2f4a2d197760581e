import { expect } from 'vitest'
import { EVERYTHING, eq } from '../../../src-main/store/index.ts'
import { inbox, organizations, outbox } from '../../../src-main/store/records/index.ts'
import { arePlaces, type Cases, EARLIER, LATER } from './crossing.ts'

const at = '2026-01-01T00:00:00.000Z'
const LAST_ID = 'ffffffff-ffff-7fff-bfff-ffffffffffff'
const held = (holder: string) => ({ holder, ttlMs: 1000, until: at, perSecond: 0 })

export const flow: Cases = {
  'flow.pendingEvents': async ({ across, acme, zebra }) => {
    const found = await across.flow.pendingEvents(1000)
    expect(found.map((e) => e.orgId)).toEqual(expect.arrayContaining([acme, zebra]))
    expect(found.every((e) => e.state === 'pending')).toBe(true)
    const [first, second] = found.map((e) => e.id)
    expect((await across.flow.pendingEvents(1, first)).map((e) => e.id)).toEqual([second])
  },
  'flow.countPending': async ({ across }) => {
    const found = await across.flow.pendingEvents(1000)
    // A number, and nothing of whose they are.
    expect(await across.flow.countPending()).toBe(found.length)
    expect(await across.flow.countPending(found[0]?.id)).toBe(0)
  },
  'flow.oldestPending': async ({ across }) => {
    const [first] = await across.flow.pendingEvents(1)
    expect(await across.flow.oldestPending()).toBe(first?.createdAt)
  },
  'flow.publishedBefore': async ({ d, across, zebra }) => {
    const list = d.w.tenant(zebra).collection(outbox)
    const event = await list.first(eq('state', 'pending'))
    if (event) await list.update(event, { state: 'published', publishedAt: at }, 'event')
    const found = await across.flow.publishedBefore(LATER, LAST_ID, 10)
    arePlaces(found)
    expect(found).toEqual([{ orgId: zebra, id: event?.id }])
    expect(await across.flow.publishedBefore(EARLIER, LAST_ID, 10)).toEqual([])
  },
  'flow.handledBefore': async ({ d, across, zebra }) => {
    const { id } = await d.w.tenant(zebra).collection(inbox).insert({ eventId: 'e', type: 'secret' })
    const found = await across.flow.handledBefore(LATER, 10)
    arePlaces(found)
    expect(found).toEqual([{ orgId: zebra, id }])
    expect(await across.flow.handledBefore(EARLIER, 10)).toEqual([])
  },
  'flow.endingOrganizations': async ({ d, across, zebra }) => {
    expect(await across.flow.endingOrganizations(LATER, 10)).toEqual([])
    const list = d.w.tenant(zebra).collection(organizations)
    const own = await list.first(EVERYTHING)
    if (own) await list.update(own, { state: 'closing', erasedAt: at }, 'organization')
    expect((await across.flow.endingOrganizations(LATER, 10)).map((o) => o.id)).toEqual([zebra])
    expect(await across.flow.endingOrganizations(EARLIER, 10)).toEqual([])
  },
  'flow.lease': async ({ across }) => {
    await across.flow.putLease('read', undefined, held('one'))
    expect((await across.flow.lease('read'))?.holder).toBe('one')
    expect(await across.flow.lease('rea')).toBeUndefined()
  },
  'flow.putLease': async ({ across }) => {
    const first = await across.flow.putLease('put', undefined, held('one'))
    expect(await across.flow.putLease('put', undefined, held('two'))).toBeUndefined()
    expect((await across.flow.putLease('put', first, held('two')))?.holder).toBe('two')
    // As it was read, it is not any more.
    expect(await across.flow.putLease('put', first, held('three'))).toBeUndefined()
  },
  'flow.scheduleRun': async ({ across }) => {
    await across.flow.noteRun('run', { ranAt: at, count: 1, failures: 0 })
    expect(await across.flow.scheduleRun('run')).toMatchObject({ name: 'run', count: 1 })
    expect(await across.flow.scheduleRun('ru')).toBeUndefined()
  },
  'flow.noteRun': async ({ across }) => {
    const first = await across.flow.noteRun('note', { ranAt: at, count: 1, failures: 0 })
    const second = await across.flow.noteRun('note', { ranAt: at, count: 2, failures: 0 })
    expect([second.id, second.count]).toEqual([first.id, 2])
  },
}
