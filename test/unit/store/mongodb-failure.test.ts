import { MongoServerError } from 'mongodb'
import { describe, expect, it } from 'vitest'
import { toFailure } from '../../../src-main/store/mongodb/failure.ts'

const answer = (code: number): MongoServerError => new MongoServerError({ code, message: 'secret words' })

describe('what a MongoDB server answers', () => {
  it.each([
    [91, 'ShutdownInProgress'],
    [134, 'ReadConcernMajorityNotAvailableYet'],
    [189, 'PrimarySteppedDown'],
    [10_107, 'NotWritablePrimary'],
    [11_600, 'InterruptedAtShutdown'],
    [11_602, 'InterruptedDueToReplStateChange'],
    [13_436, 'NotPrimaryOrSecondary'],
  ])('while it changes hands (%i, %s) is that the database is away, without its words', (code) => {
    const failure = toFailure(answer(code))
    expect(failure).toMatchObject({ code: 'UNAVAILABLE', data: { what: 'database' } })
    expect(String(failure)).not.toContain('secret')
  })

  it('of a defect of ours stays what it is', () => {
    const error = answer(9)
    expect(toFailure(error)).toBe(error)
  })
})
