import { describe, expect, it } from 'vitest'
import { namesFor } from '../../../src-main/monitor/names.ts'
import { message, openWatch, readUntil } from './messages.ts'

const ADA = 'ada-id'
const rowsOf = (frames: readonly { readonly rows: readonly { readonly actor: string }[] }[]): string[] =>
  frames.flatMap((f) => f.rows.map((r) => r.actor))

describe('the names in a monitor', () => {
  it('stay empty while the database is away, and no row is lost; they come when it is back', async () => {
    let away = true
    const names = namesFor(async (ids) => {
      if (away) throw new Error('The database does not answer.')
      return ids.map(() => 'Ada')
    })
    const watch = openWatch({ names })
    const frames = watch.frames()
    for (let i = 0; i < 3; i += 1) {
      watch.receive(message({ actorId: ADA }))
      await readUntil(frames, (f) => f.rows.length > 0)
    }
    away = false
    watch.receive(message({ actorId: ADA }))
    expect(rowsOf(await readUntil(frames, (f) => f.rows.length > 0))).toEqual(['Ada'])
    expect(watch.counters).toMatchObject({ received: 4, matched: 4, dropped: 0 })
    await watch.stop()
  })

  it('hold up no frame where the database never answers, and are asked for once', async () => {
    let asked = 0
    const names = namesFor(() => {
      asked += 1
      return new Promise(() => undefined)
    })
    const watch = openWatch({ names })
    const frames = watch.frames()
    const sent = Array.from({ length: 5 }, () => message({ actorId: ADA }))
    for (const one of sent) {
      watch.receive(one)
      expect(rowsOf(await readUntil(frames, (f) => f.rows.length > 0))).toEqual([''])
    }
    expect(asked).toBe(1)
    await watch.stop()
  })

  it('are asked for once for each id', async () => {
    const asked: (readonly string[])[] = []
    const names = namesFor(async (ids) => {
      asked.push(ids)
      return ids.map((id) => id.toUpperCase())
    })
    const seen = async (id: string) => {
      const watch = openWatch({ names })
      watch.receive(message({ actorId: id }))
      const rows = rowsOf(await readUntil(watch.frames(), (f) => f.rows.length > 0))
      await watch.stop()
      return rows
    }
    expect([await seen('a'), await seen('b'), await seen('a')]).toEqual([['A'], ['B'], ['A']])
    expect(asked).toEqual([['a'], ['b']])
  })
})
