import { describe, expect, it } from 'vitest'
import { type Job, Jobs } from '../../../src-main/api/jobs.ts'

/** A job that ends when it is told to, or a turn after it was cancelled. */
function job(): Job & { end(): void; cancelled: boolean } {
  const { promise, resolve } = Promise.withResolvers<void>()
  const one = {
    ended: promise,
    end: resolve,
    cancelled: false,
    cancel: () => {
      one.cancelled = true
      setImmediate(resolve)
    },
  }
  return one
}

describe('jobs that go on after their call', () => {
  it('are waited for, also those that begin meanwhile', async () => {
    const jobs = new Jobs()
    const [first, second] = [job(), job()]
    jobs.add(first)
    let over = false
    const waiting = jobs.allEnded(new AbortController().signal).then(() => {
      over = true
    })
    jobs.add(second)
    first.end()
    await new Promise((resolve) => setImmediate(resolve))
    expect(over).toBe(false)
    second.end()
    await waiting
    expect([first.cancelled, second.cancelled]).toEqual([false, false])
  })

  it('go on where whoever waits for them does so no longer', async () => {
    const jobs = new Jobs()
    const one = job()
    jobs.add(one)
    await jobs.allEnded(AbortSignal.abort())
    const stop = new AbortController()
    const waiting = jobs.allEnded(stop.signal)
    stop.abort()
    await waiting
    expect(one.cancelled).toBe(false)
  })

  it('are cancelled and waited for at the end, and one that begins after it too', async () => {
    const jobs = new Jobs()
    const [first, over, late] = [job(), job(), job()]
    jobs.add(first)
    jobs.add(first)
    jobs.add(over)
    over.end()
    await over.ended
    await jobs.stop()
    expect([first.cancelled, over.cancelled]).toEqual([true, false])
    jobs.add(late)
    expect(late.cancelled).toBe(true)
    await jobs.allEnded(new AbortController().signal)
  })
})
