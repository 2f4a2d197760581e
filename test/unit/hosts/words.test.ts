import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { distance, nearest } from '../../../src-main/hosts/cli/nearest.ts'

describe('the names that were probably meant', () => {
  const known = ['teams.list', 'teams.get', 'teams.rename', 'members.list', 'roles.list']

  it('are the nearest, a slip of the finger first', () => {
    expect(nearest('teams.lst', known)[0]).toBe('teams.list')
    expect(nearest('Teams.Rename', known)[0]).toBe('teams.rename')
    expect(nearest('rename', known)[0]).toBe('teams.rename')
  })

  it('are measured by a metric', () => {
    const word = fc.string({ maxLength: 8 })
    fc.assert(
      fc.property(word, word, word, (a, b, c) => {
        expect(distance(a, a)).toBe(0)
        expect(distance(a, b)).toBe(distance(b, a))
        expect(distance(a, c)).toBeLessThanOrEqual(distance(a, b) + distance(b, c))
      }),
    )
  })
})
