import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Rates } from '../../../src-main/monitor/rates.ts'
import { Ring } from '../../../src-main/monitor/ring.ts'
import { EXCHANGES } from '../../../src-preload/contract/event-types/index.ts'

describe('the ring', () => {
  it('never holds more than it may, keeps the newest in order, and tells of each that leaves', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ maxLength: 30 }), { maxLength: 60 }),
        fc.integer({ min: 1, max: 10 }),
        fc.integer({ min: 1, max: 100 }),
        (texts, items, characters) => {
          const ring = new Ring<{ text: string }>({ items, characters })
          const gone: number[] = []
          for (const text of texts) {
            ring.push({ text }, (_item, number) => gone.push(number))
            const held = ring.next - ring.oldest
            expect(held).toBeLessThanOrEqual(items)
            // One alone may be larger than all that fits; then it is the only one.
            expect(ring.characters <= characters || held === 1).toBe(true)
          }
          expect(gone).toEqual(Array.from({ length: ring.oldest }, (_, i) => i))
          for (let n = 0; n < texts.length; n += 1)
            expect(ring.at(n)?.text).toBe(n < ring.oldest ? undefined : texts[n])
        },
      ),
    )
  })
})

describe('rates', () => {
  it('tell each second once it is over, also those without anything, and no more than were counted', () => {
    let now = 10_000
    const rates = new Rates(() => now)
    for (let i = 0; i < 3; i += 1) rates.count('users')
    rates.count('wizard')
    rates.count('nowhere')
    expect(rates.due).toBe(false)
    now = 12_500
    rates.count('users')
    const of = (exchange: (typeof EXCHANGES)[number]) => EXCHANGES.indexOf(exchange)
    const told = rates.take()
    expect(told.map((s) => s.at)).toEqual([10, 11])
    expect(told[0]?.counts[of('users')]).toBe(3)
    expect(told[0]?.counts[of('wizard')]).toBe(1)
    expect(told[1]?.counts.every((c) => c === 0)).toBe(true)
    expect(rates.due).toBe(false)
  })
  it('a clock set back, or a machine that slept for days, does not fill in an age', () => {
    let now = 1_000_000
    const rates = new Rates(() => now)
    now = 400_000
    expect(rates.take()).toHaveLength(1)
    now += 3 * 86_400_000
    expect(rates.take()).toHaveLength(1)
  })
})
