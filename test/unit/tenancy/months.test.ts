import { describe, expect, it } from 'vitest'
import { lastMonths } from '../../../src-main/tenancy/months.ts'

const begins = (now: string, timeZone: string, count = 2) =>
  lastMonths(count, new Date(now), timeZone).map(({ name, from }) => `${name} ${from.toISOString()}`)

describe('months', () => {
  it('begin when the organization’s clock says so, not the one of UTC', () => {
    expect(begins('2026-03-31T17:00:00.000Z', 'Asia/Taipei')).toEqual([
      '2026-03 2026-02-28T16:00:00.000Z',
      '2026-04 2026-03-31T16:00:00.000Z',
    ])
    expect(begins('2026-03-01T02:00:00.000Z', 'America/New_York')).toEqual([
      '2026-01 2026-01-01T05:00:00.000Z',
      '2026-02 2026-02-01T05:00:00.000Z',
    ])
  })

  it('run over the turn of the year', () => {
    expect(lastMonths(12, new Date('2026-02-15T00:00:00.000Z'), 'UTC').map((m) => m.name)).toEqual([
      ...['2025-03', '2025-04', '2025-05', '2025-06', '2025-07', '2025-08', '2025-09', '2025-10'],
      ...['2025-11', '2025-12', '2026-01', '2026-02'],
    ])
  })

  it('begin right where the clock is changed in that month or night', () => {
    // Daylight saving ends on the 1st in New York (2026-11-01 06:00Z) and began on it in Sydney (2028-10-01).
    expect(begins('2026-11-20T00:00:00.000Z', 'America/New_York', 1)).toEqual([
      '2026-11 2026-11-01T04:00:00.000Z',
    ])
    expect(begins('2028-10-20T00:00:00.000Z', 'Australia/Sydney', 1)).toEqual([
      '2028-10 2028-09-30T14:00:00.000Z',
    ])
    expect(begins('2026-04-20T00:00:00.000Z', 'Asia/Kathmandu', 1)).toEqual([
      '2026-04 2026-03-31T18:15:00.000Z',
    ])
  })
})
