import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Told } from '../../../src-main/api/told.ts'

describe('what was told of a tenant', () => {
  it('is unknown before the first change, whichever way it comes', () => {
    expect(new Told().one(7)).toBe('gap')
    expect(new Told().all(7)).toBe('gap')
    expect(new Told().knows(7)).toBe(false)
  })

  it('two changes within one notice leave a gap, one does not', () => {
    const told = new Told()
    told.all(1)
    expect(told.all(2)).toBe('next')
    expect(told.all(4)).toBe('gap')
    expect(told.all(4)).toBe('again')
  })

  it('a change that comes after a later one is told all the same', () => {
    const told = new Told()
    told.one(1)
    expect(told.one(3)).toBe('next')
    expect(told.one(2)).toBe('next')
    expect(told.one(3)).toBe('again')
    expect(told.all(3)).toBe('again')
    expect(told.all(4)).toBe('next')
  })

  it('own changes that are told already leave only the foreign one between them', () => {
    const told = new Told()
    told.one(1)
    told.one(2)
    told.one(4)
    // The third is somebody else's, and its content is gone by now.
    expect(told.all(4)).toBe('gap')
  })

  it('in whatever order changes and notices come, each is told once or lies in a gap', () => {
    const step = fc.record({ version: fc.integer({ min: 2, max: 30 }), notice: fc.boolean() })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const told = new Told()
        told.one(1)
        const seen = new Set([1])
        for (const { version, notice } of steps) {
          const out = (upTo: number): number[] =>
            Array.from({ length: upTo }, (_, i) => i + 1).filter((v) => !seen.has(v))
          const missing = notice ? out(version) : seen.has(version) ? [] : [version]
          const expected = missing.length === 0 ? 'again' : missing.join() === `${version}` ? 'next' : 'gap'
          if (notice) expect(told.knows(version)).toBe(missing.length === 0)
          expect(notice ? told.all(version) : told.one(version)).toBe(expected)
          for (const v of missing) seen.add(v)
        }
      }),
    )
  })
})
