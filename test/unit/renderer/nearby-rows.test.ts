import { describe, expect, it } from 'vitest'
import { NearbyRows } from '../../../src-renderer/components/data-table/nearby-rows.ts'

const seen = (startIndex: number) => ({
  startIndex,
  endIndex: startIndex + 9,
  overscan: 3,
  count: 1_000,
  lanes: 1,
})

describe('the rows that a table draws', () => {
  it('are those in view and some on both sides while it is scrolled row by row or screen by screen', () => {
    const rows = new NearbyRows()
    expect(rows.of(seen(0))).toEqual([...Array(13).keys()])
    expect(rows.of(seen(9))).toEqual([...Array(16).keys()].map((i) => i + 6))
  })

  it('are only those in view after a leap of more than a screen, and again more after the next step', () => {
    const rows = new NearbyRows()
    rows.of(seen(0))
    expect(rows.of(seen(500))).toEqual([...Array(10).keys()].map((i) => i + 500))
    expect(rows.leapt).toBe(true)
    expect(rows.of(seen(501))).toHaveLength(16)
    expect(rows.leapt).toBe(false)
  })

  it('are those around a row that somebody goes to by a key, for they stay there', () => {
    const rows = new NearbyRows()
    rows.of(seen(0))
    rows.aim(505)
    rows.of(seen(0))
    for (const _ of ['arriving', 'there']) {
      expect(rows.of(seen(500))).toHaveLength(16)
      expect(rows.leapt).toBe(false)
    }
  })
})
