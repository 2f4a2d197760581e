import { expect } from 'vitest'
import { EVERYTHING } from '../../../src-main/store/index.ts'
import {
  inbox,
  type OutboxRecord,
  organizations,
  outbox,
  outboxOffsets,
} from '../../../src-main/store/records/index.ts'
import { arePlaces, type Cases, type Crossing, EARLIER, LATER } from './crossing.ts'

const at = '2026-01-01T00:00:00.000Z'
const LAST_ID = 'ffffffff-ffff-7fff-bfff-ffffffffffff'
const held = (holder: string) => ({ holder, ttlMs: 1000, until: at, perSecond: 0 })

/** The oldest event of a tenant that waits. */
async function nextOf({ w }: Crossing['d'], orgId: string): Promise<OutboxRecord | undefined> {
  const offset = await w.tenant(orgId).collection(outboxOffsets).get(orgId)
  const { items } = await w.tenant(orgId).collection(outbox).list({ limit: 500 })
  return items.find(({ id }) => id > (offset?.eventId ?? ''))
}
/** It is published. */
async function publishNext(d: Crossing['d'], orgId: string): Promise<void> {
  const event = await nextOf(d, orgId)
  const list = d.w.tenant(orgId).collection(outboxOffsets)
  const current = await list.get(orgId)
  const offset = { eventId: event?.id ?? '', sequence: event?.sequence ?? 0 }
  if (current) await list.update(current, offset, 'offset')
  else await list.insertMany([offset], (record) => ({ ...record, id: orgId }))
}

export const flow: Cases = {
  'flow.newestEvents': async ({ across, acme, zebra }) => {
    const found = await across.flow.newestEvents()
    expect(found.map((e) => e.orgId)).toEqual(expect.arrayContaining([acme, zebra]))
    // Whose the newest one is and which, and nothing of what it says.
    for (const one of found) expect(Object.keys(one).sort()).toEqual(['lastEventId', 'orgId'])
    expect(await across.flow.newestEvents(found.at(-1)?.lastEventId)).toEqual(found.slice(-1))
    expect(await across.flow.newestEvents(LAST_ID)).toEqual([])
  },
  'flow.offsets': async ({ d, across, zebra }) => {
    expect(await across.flow.offsets()).toEqual([])
    await publishNext(d, zebra)
    expect(await across.flow.offsets()).toEqual([{ orgId: zebra, eventId: expect.any(String), sequence: 1 }])
  },
  'flow.countPending': async ({ d, across, zebra }) => {
    const all = await across.flow.eventsBefore(LAST_ID, 1_000)
    const published = (await across.flow.offsets()).reduce((sum, { sequence }) => sum + sequence, 0)
    // A number, and nothing of whose they are.
    expect(await across.flow.countPending()).toBe(all.length - published)
    await publishNext(d, zebra)
    expect(await across.flow.countPending()).toBe(all.length - published - 1)
  },
  'flow.oldestPending': async ({ d, across, acme, zebra }) => {
    const oldest = async (): Promise<string | undefined> =>
      [await nextOf(d, acme), await nextOf(d, zebra)].map((event) => event?.createdAt ?? '').sort()[0]
    expect(await across.flow.oldestPending()).toBe(await oldest())
    await publishNext(d, acme)
    expect(await across.flow.oldestPending()).toBe(await oldest())
  },
  'flow.eventsBefore': async ({ across, acme, zebra }) => {
    const found = await across.flow.eventsBefore(LAST_ID, 1_000)
    arePlaces(found)
    expect(found.map((e) => e.orgId)).toEqual(expect.arrayContaining([acme, zebra]))
    const [first, second] = found
    expect(await across.flow.eventsBefore(LAST_ID, 1, first?.id)).toEqual([second])
    expect(await across.flow.eventsBefore(first?.id ?? '', 10)).toEqual([])
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
