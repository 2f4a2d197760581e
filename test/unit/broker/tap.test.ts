import { describe, expect, it } from 'vitest'
import { MemoryTap } from '../../../src-main/broker/in-process/tap.ts'
import type { Lost, TapMessage } from '../../../src-main/broker/index.ts'

const turn = (): Promise<void> => new Promise((done) => setImmediate(done))
const message = (id: string): TapMessage => ({
  id,
  exchange: 'users',
  routingKey: 'user.updated.org',
  body: '{}',
})

describe('a tap in memory', () => {
  it('gives a place that becomes free between two turns to what waits, before it drops any for the length', async () => {
    const got: string[] = []
    const lost: Lost[] = []
    const ends: (() => void)[] = []
    const tap = new MemoryTap(
      { bindings: [], maxLength: 1, prefetch: 1 },
      (m) => {
        got.push(m.id)
        return new Promise<void>((done) => ends.push(done))
      },
      (l) => lost.push(l),
      () => undefined,
    )
    tap.offer(message('first'))
    await turn()
    tap.offer(message('second'))
    ends.shift()?.()
    // The first is done, and nothing was handed out since.
    for (let i = 0; i < 5; i += 1) await Promise.resolve()
    tap.offer(message('third'))
    await turn()
    expect([got, lost]).toEqual([['first', 'second'], []])
    // Now one is under way and one waits: the next takes the place of what waits, and that is told.
    tap.offer(message('fourth'))
    ends.shift()?.()
    await turn()
    await turn()
    expect([got, lost]).toEqual([['first', 'second', 'fourth'], [1]])
    await tap.close()
  })
})
