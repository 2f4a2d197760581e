import { describe, expect, it } from 'vitest'
import { Refusals } from '../../../src-main/api/refusals.ts'
import type { ErrorCode } from '../../../src-preload/contract/errors.ts'

const MINUTE = 60_000

describe('refusals that the trail keeps', () => {
  const start = () => {
    let at = 0
    const refusals = new Refusals(() => new Date(at))
    const keep = (code: ErrorCode, more: { userId?: string; procedure?: string } = {}) =>
      refusals.keep({ orgId: 'o', userId: 'u', procedure: 'teams.get', code, ...more })
    const wait = (minutes: number): void => {
      at += minutes * MINUTE
    }
    return { keep, wait }
  }

  it('are what somebody was refused to do, not what was typed wrong or changed meanwhile', () => {
    const { keep } = start()
    for (const code of [
      'FORBIDDEN',
      'ESCALATION',
      'LAST_ADMIN',
      'LIMIT_REACHED',
      'WRONG_STATE',
      'ROLE_IN_USE',
      'EXPIRED',
      'BUILT_IN',
    ] as const)
      expect(keep(code), code).toBe(0)
    for (const code of [
      'BAD_INPUT',
      'CONFLICT',
      'VERSION_CONFLICT',
      'UNAVAILABLE',
      'INTERNAL',
      'CANCELLED',
      'UNAUTHENTICATED',
    ] as const)
      expect(keep(code), code).toBeUndefined()
  })

  it('are not one unknown id, but a row of them', () => {
    const { keep, wait } = start()
    expect([1, 2, 3, 4].map(() => keep('NOT_FOUND'))).toEqual([undefined, undefined, undefined, undefined])
    expect(keep('NOT_FOUND')).toBe(4)
    for (let i = 0; i < 1000; i += 1) expect(keep('NOT_FOUND')).toBeUndefined()
    // The next window's record says how much went by.
    wait(10)
    for (let i = 0; i < 4; i += 1) expect(keep('NOT_FOUND')).toBeUndefined()
    expect(keep('NOT_FOUND')).toBe(1004)
  })

  it('do not flood a trail: twenty alike within ten minutes, then a count', () => {
    const { keep, wait } = start()
    const answers = Array.from({ length: 1000 }, () => keep('FORBIDDEN'))
    expect(answers.filter((a) => a !== undefined)).toHaveLength(20)
    expect(keep('FORBIDDEN', { userId: 'another' })).toBe(0)
    expect(keep('FORBIDDEN', { procedure: 'teams.create' })).toBe(0)
    wait(11)
    expect(keep('FORBIDDEN')).toBe(980)
    expect(keep('FORBIDDEN')).toBe(0)
  })
})
