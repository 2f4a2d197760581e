import { describe, expect, it } from 'vitest'
import { admit } from '../../../src-main/monitor/admit.ts'
import { compileFilter } from '../../../src-main/monitor/filter.ts'
import { eventFrame } from '../../../src-preload/contract/events.ts'
import { EVERYBODY, message, ORG, OTHER, openWatch, readUntil } from './messages.ts'

const rowsOf = (frames: readonly { readonly rows: readonly { readonly id: string }[] }[]): string[] =>
  frames.flatMap((f) => f.rows.map((r) => r.id))

describe('a message', () => {
  it('is admitted only when envelope and routing key are of the organization', () => {
    const reach = { orgId: ORG }
    expect(admit(message(), reach)).toHaveProperty('seen')
    expect(admit(message({ orgId: OTHER }), reach)).toBe('withheld')
    expect(admit(message({ key: `member.joined.${OTHER}` }), reach)).toBe('withheld')
    expect(admit(message({ orgId: OTHER, key: `member.joined.${ORG}` }), reach)).toBe('withheld')
    expect(admit(message({ key: `member.joined.x${ORG}` }), reach)).toBe('withheld')
    expect(admit(message({ exchange: 'meter.own' }), reach)).toBe('withheld')
  })
  it('of whatever organization is admitted for operators, as long as both agree', () => {
    expect(admit(message({ orgId: OTHER }), EVERYBODY)).toHaveProperty('seen')
    expect(admit(message({ key: `member.joined.${OTHER}` }), EVERYBODY)).toBe('withheld')
  })
  it.each(['', 'no json', '[]', '"x"', 'null', '{}', '{"id":1,"type":2,"orgid":3}'])(
    '%j is no event',
    (body) => {
      expect(admit({ ...message(), body }, EVERYBODY)).toBe('unreadable')
    },
  )
})

const brackets = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels)
const nested = (levels: number) => {
  const plain = message({ data: '?' })
  return { ...plain, body: plain.body.replace('"?"', brackets(levels)) }
}

describe('a message that is nested', () => {
  // The envelope is the first level.
  it('to a hundred levels can be filtered and veiled', () => {
    const admitted = admit(nested(99), EVERYBODY)
    if (typeof admitted === 'string') throw new Error(admitted)
    const { seen, event } = admitted
    expect(compileFilter({ text: 'nothing has this' })(seen, event)).toBe(false)
  })
  it.each([100, 30_000])('beyond them is no event (%d)', (levels) => {
    expect(admit(nested(levels), EVERYBODY)).toBe('unreadable')
  })
  it('in no way stops a monitor: it is counted, and the filter may change', () => {
    for (const reach of [{ orgId: ORG }, EVERYBODY]) {
      const watch = openWatch({ reach, filter: { text: 'joined' } })
      watch.receive(nested(30_000))
      watch.refilter({ text: 'left' })
      expect(watch.counters).toMatchObject({ received: 0, unreadable: 1 })
    }
  })
})

describe('a monitor', () => {
  it('shows what comes in, in its order, in frames as the contract has them', async () => {
    const watch = openWatch()
    const frames = watch.frames()
    const sent = Array.from({ length: 1200 }, () => message())
    for (const m of sent) watch.receive(m)
    const read = await readUntil(frames, (_f, all) => rowsOf(all).length >= sent.length)
    expect(rowsOf(read)).toEqual(sent.map((m) => m.id))
    for (const frame of read) eventFrame.parse(frame)
    expect(read[0]?.reset).toBe(true)
    expect(read.slice(1).some((f) => f.reset)).toBe(false)
    expect(read.at(-1)?.counters).toMatchObject({ received: 1200, matched: 1200, dropped: 0 })
    await frames.return(undefined)
    expect(watch.ended).toBe(true)
  })

  it('counts what is not its organization’s and what is no event, and shows neither', async () => {
    const watch = openWatch()
    watch.receive(message({ orgId: OTHER }))
    watch.receive({ ...message(), body: 'x' })
    const own = message()
    watch.receive(own)
    const read = await readUntil(watch.frames(), (_f, all) => rowsOf(all).length > 0)
    expect(rowsOf(read)).toEqual([own.id])
    expect(read.at(-1)?.counters).toMatchObject({ received: 1, withheld: 1, unreadable: 1 })
    await watch.stop()
  })

  it('tells what was lost before it came, and each gap, and calls neither received', async () => {
    const watch = openWatch()
    const frames = watch.frames()
    await frames.next()
    watch.miss(3)
    watch.miss('a gap')
    watch.miss(4)
    const [frame] = await readUntil(frames, (f) => f.counters.lost > 0)
    expect(frame?.counters).toMatchObject({ received: 0, matched: 0, dropped: 0, lost: 7, gaps: 1 })
    await watch.stop()
  })

  it('stops also while it waits for something that its filter never lets through', async () => {
    const watch = openWatch({ filter: { text: 'nothing has this' } })
    const frames = watch.frames()
    await frames.next()
    const waiting = readUntil(frames, (f) => f.rows.length > 0)
    watch.receive(message())
    setImmediate(() => void watch.stop())
    await expect(waiting).rejects.toThrow('ended')
    expect((await frames.next()).done).toBe(true)
  })

  it('closes its tap however it ends: stopped, aborted, or left by its reader', async () => {
    for (const how of ['stop', 'abort', 'return'] as const) {
      const watch = openWatch()
      let closed = 0
      await watch.feed({
        close: async () => {
          closed += 1
        },
      })
      const abort = new AbortController()
      const frames = watch.frames(abort.signal)
      await frames.next()
      if (how === 'stop') await watch.stop()
      else if (how === 'abort') abort.abort()
      else await frames.return(undefined)
      expect(closed, how).toBeGreaterThan(0)
    }
  })

  it('with another filter tells anew what it still holds of the last events, and goes on by it', async () => {
    const watch = openWatch()
    const frames = watch.frames()
    const joined = message()
    const made = message({ type: 'team.created' })
    watch.receive(joined)
    watch.receive(made)
    await readUntil(frames, (_f, all) => rowsOf(all).length === 2)
    watch.refilter({ types: ['team.created'] })
    const [again] = await readUntil(frames, (f) => f.reset)
    expect(again?.rows.map((r) => r.id)).toEqual([made.id])
    watch.receive(message())
    const later = message({ type: 'team.created' })
    watch.receive(later)
    expect(rowsOf(await readUntil(frames, (f) => f.rows.length > 0))).toEqual([later.id])
    await watch.stop()
  })

  it('paused, shows nothing new but goes on to count; resumed, shows what is still held', async () => {
    const watch = openWatch()
    const frames = watch.frames()
    await frames.next()
    watch.pause(true)
    const sent = [message(), message()]
    for (const m of sent) watch.receive(m)
    const quiet = await readUntil(frames, (f) => f.counters.received === 2)
    expect(quiet.at(-1)?.paused).toBe(true)
    expect(rowsOf(quiet)).toEqual([])
    watch.pause(false)
    expect(rowsOf(await readUntil(frames, (f) => f.rows.length > 0))).toEqual(sent.map((m) => m.id))
    await watch.stop()
  })

  it('in a flood that no window takes, holds no more than it may and counts exactly what is lost', async () => {
    const bounds = { items: 1000, characters: 300_000 }
    const watch = openWatch({ bounds, window: 1 })
    const frames = watch.frames()
    await frames.next()
    for (let i = 0; i < 20_000; i += 1)
      watch.receive(message({ type: i % 2 === 0 ? 'member.joined' : 'team.created' }))
    expect(watch.ring.next - watch.ring.oldest).toBeLessThanOrEqual(bounds.items)
    expect(watch.ring.characters).toBeLessThanOrEqual(bounds.characters)
    const { received, matched, dropped } = watch.counters
    expect({ received, matched }).toEqual({ received: 20_000, matched: 20_000 })
    watch.seen(1)
    let shown = 0
    for (let frame = 2; shown < matched - dropped; frame += 1) {
      const { value } = await frames.next()
      shown += value?.rows.length ?? 0
      watch.seen(frame)
    }
    expect(shown + dropped).toBe(matched)
    expect(watch.counters.dropped).toBe(dropped)
    await watch.stop()
  })

  it('gives no more frames than its window has taken', async () => {
    const watch = openWatch({ window: 2 })
    const frames = watch.frames()
    for (let i = 0; i < 2; i += 1) {
      watch.receive(message())
      await frames.next()
    }
    watch.receive(message())
    let third = false
    const next = frames.next().then((f) => {
      third = true
      return f
    })
    await new Promise((turned) => setTimeout(turned, 100))
    expect(third).toBe(false)
    watch.seen(2)
    expect((await next).value?.frame).toBe(3)
    await watch.stop()
  })

  it('asked for the newest alone, leaves out what nobody could read, says how much, and still has it', async () => {
    const watch = openWatch({ newest: 10 })
    const frames = watch.frames()
    await frames.next()
    const sent = Array.from({ length: 250 }, () => message()).map((m) => {
      watch.receive(m)
      return m.id
    })
    const { value } = await frames.next()
    expect(value).toMatchObject({ skipped: 240, counters: { received: 250, matched: 250, dropped: 0 } })
    expect(value?.rows.map((r: { id: string }) => r.id)).toEqual(sent.slice(-10))
    const first = value?.rows[0]?.n ?? 0
    const before = await watch.rows(first, 100)
    expect(before.map((r) => r.id)).toEqual(sent.slice(-110, -10))
    await watch.stop()
    expect((await watch.rows(before[0]?.n ?? 0, 1000)).map((r) => r.id)).toEqual(sent.slice(0, 140))
    expect(await watch.rows(0, 1000)).toEqual([])
  })

  it('counts as dropped what it left out, was not asked for, and holds no more', async () => {
    const watch = openWatch({ newest: 10, bounds: { items: 100, characters: 1_000_000 } })
    const frames = watch.frames()
    await frames.next()
    const send = (many: number): void => {
      for (let i = 0; i < many; i += 1) watch.receive(message())
    }
    send(50)
    const { value } = await frames.next()
    // Twenty of the forty that were left out are asked for in time.
    await watch.rows(value?.rows[0]?.n ?? 0, 20)
    send(100)
    expect(watch.counters).toMatchObject({ received: 150, dropped: 20 })
    await watch.stop()
  })

  it('has of what was left out what the filter lets through, and nothing that a pause holds back', async () => {
    const watch = openWatch({ newest: 1 })
    const frames = watch.frames()
    await frames.next()
    const sent = ['member.joined', 'team.created', 'member.joined', 'member.joined'].map((type) =>
      message({ type }),
    )
    for (const m of sent) watch.receive(m)
    await readUntil(frames, (f) => f.rows.length > 0)
    watch.pause(true)
    watch.receive(message())
    await readUntil(frames, (f) => f.paused)
    expect((await watch.rows(1000, 100)).map((r) => r.id)).toEqual(sent.map((m) => m.id))
    watch.refilter({ types: ['team.created'] })
    await readUntil(frames, (f) => f.reset)
    expect((await watch.rows(1000, 100)).map((r) => r.id)).toEqual([sent[1]?.id])
    await watch.stop()
  })

  it('opens the text of what it showed also after it was stopped', async () => {
    const watch = openWatch()
    const sent = message({ data: { name: '<b>Ada</b>' } })
    watch.receive(sent)
    await watch.stop()
    expect(watch.body(sent.id)).toMatchObject({ id: sent.id, body: sent.body, auditId: null })
    expect(watch.body('nothing')).toBeUndefined()
  })
})
