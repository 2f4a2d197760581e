import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Schedule, Schedules } from '../../src-main/events/flow/schedule.ts'
import { sweep } from '../../src-main/events/flow/sweep.ts'
import { EVERYTHING } from '../../src-main/store/index.ts'
import { inbox, outbox, outboxOffsets } from '../../src-main/store/records/index.ts'
import { openStore } from './stores.ts'
import { openWorld, STORES, type World } from './world.ts'

const HOUR = 3_600_000
const never = new AbortController().signal

describe.each(STORES)('schedules on %s', (kind) => {
  let w: World
  beforeAll(async () => {
    w = await openWorld(kind)
  })
  afterAll(async () => {
    expect(w.defects).toEqual([])
    await w.close()
  })

  /** A schedule that counts its runs and fails as often as it is told. */
  const counting = (every: number, failing = 0) => {
    const state = { runs: 0 }
    const schedule: Schedule = {
      name: randomUUID(),
      every,
      run: async () => {
        state.runs += 1
        if (state.runs <= failing) throw new Error('It does not work yet.')
        return state.runs
      },
    }
    return { state, schedule }
  }
  const failures: string[] = []
  const runner = (...list: Schedule[]): Schedules =>
    new Schedules(w.store, list, (where) => failures.push(where))

  it('one that is due runs, and then not before its time', async () => {
    const { state, schedule } = counting(HOUR)
    const schedules = runner(schedule)
    for (let i = 0; i < 3; i += 1) await schedules.runDue(never)
    expect(state.runs).toBe(1)
    w.wait(HOUR)
    await schedules.runDue(never)
    expect(state.runs).toBe(2)
    expect(schedules.figures()).toMatchObject([{ name: schedule.name, count: 2, failures: 0 }])
  })

  it('a time that was missed is made up once, also by another process', async () => {
    const { state, schedule } = counting(HOUR)
    await runner(schedule).runDue(never)
    w.wait(50 * HOUR)
    const now = w.store.settings.now
    const other = await openStore(w.address, now)
    const elsewhere = new Schedules(other, [schedule], (where) => failures.push(where))
    await elsewhere.runDue(never)
    await runner(schedule).runDue(never)
    await other.close()
    expect(state.runs).toBe(2)
  })

  it('one that fails is told, keeps no other from running, and is tried again before its interval ends', async () => {
    const broken = counting(24 * HOUR, 2)
    const sound = counting(HOUR)
    const schedules = runner(broken.schedule, sound.schedule)
    await schedules.runDue(never)
    expect([broken.state.runs, sound.state.runs]).toEqual([1, 1])
    expect(failures.splice(0)).toEqual([`schedule ${broken.schedule.name}`])
    await schedules.runDue(never)
    expect(broken.state.runs).toBe(1)
    w.wait(61_000)
    await schedules.runDue(never)
    expect(schedules.figures()).toMatchObject([{ failures: 2 }, {}])
    w.wait(61_000)
    await schedules.runDue(never)
    expect(broken.state.runs).toBe(2)
    w.wait(120_000)
    await schedules.runDue(never)
    expect(schedules.figures()).toMatchObject([{ failures: 0, count: 3 }, {}])
    failures.splice(0)
  })

  it('nothing runs without the lease, and nothing begins after it was asked to stop', async () => {
    const { state, schedule } = counting(HOUR)
    await runner(schedule).runDue(never, () => false)
    const stopped = new AbortController()
    stopped.abort()
    await runner(schedule).runDue(stopped.signal)
    expect(state.runs).toBe(0)
  })

  it('the sweep takes published events after a day and notes of handled ones after thirty, and nothing that waits', async () => {
    // Nobody has moved the clock of this one: an id says when it was made.
    const w = await openWorld(kind)
    const events = w.tenant(w.ada.orgId ?? '').collection(outbox)
    await w.add('ivy')
    await w.add('joy')
    const [first, ...others] = (await events.list({ limit: 500 })).items
    if (!first || others.length === 0) throw new Error('There are events.')
    const notes = w.tenant(w.ada.orgId ?? '').collection(inbox)
    await notes.insert({ eventId: randomUUID(), type: 'usage.recorded' })
    await w
      .tenant(first.orgId)
      .collection(outboxOffsets)
      .insertMany([{ eventId: first.id, sequence: 1 }], (record) => ({ ...record, id: first.orgId }))
    w.wait(23 * HOUR)
    expect(await sweep.run(w.store, never)).toBe(0)
    w.wait(2 * HOUR)
    expect(await sweep.run(w.store, never)).toBe(1)
    expect((await events.list({ limit: 500 })).items.map((e) => e.id)).toEqual(others.map((e) => e.id))
    w.wait(30 * 24 * HOUR)
    expect(await sweep.run(w.store, never)).toBe(1)
    expect(await notes.count(EVERYTHING)).toBe(0)
    await w.close()
  })
})
