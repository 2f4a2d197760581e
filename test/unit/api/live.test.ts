import { describe, expect, it } from 'vitest'
import { endingOf, endingWith } from '../../../src-main/api/live.ts'
import { Session } from '../../../src-main/api/session.ts'

describe('a subscription', () => {
  const opened = () => {
    const session = new Session('test', { id: 'u', email: 'u@x.example', name: 'U' })
    const ending = endingOf(session, async () => true)
    const numbers = (async function* () {
      for (let n = 0; !ending.signal.aborted; n += 1) yield n
    })()
    return { session, ending, stream: endingWith(numbers, ending) }
  }

  it('that is given back before it was started goes on nowhere', async () => {
    const { ending, stream } = opened()
    await stream.return?.()
    expect(ending.signal.aborted).toBe(true)
    expect(await stream.next()).toMatchObject({ done: true })
  })

  it('whose context was left before it was started yields nothing', async () => {
    const { session, stream } = opened()
    session.enter(null)
    expect(await stream.next()).toMatchObject({ done: true })
  })

  it('that is given back half-way ends', async () => {
    const { ending, stream } = opened()
    for await (const n of stream) if (n === 2) break
    expect(ending.signal.aborted).toBe(true)
  })
})
