import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { EventFrame, EventRow } from '../../../src-preload/contract/events.ts'
import { EventBuffer, type Line, MOST_ROWS } from '../../../src-renderer/features/events/live/event-buffer.ts'
import { type AskRows, fill } from '../../../src-renderer/features/events/live/fill.ts'

const row = (n: number): EventRow => ({
  n,
  id: `event-${n}`,
  time: '',
  exchange: '',
  type: '',
  subject: '',
  name: '',
  actorId: '',
  actor: '',
  orgId: '',
  organization: '',
  key: '',
  simulated: false,
})
/** What a console answers that holds the rows from `oldest` on. */
const held =
  (numbers: readonly number[], oldest = 0): AskRows =>
  async (before, limit) =>
    numbers
      .filter((n) => n < before && n >= oldest)
      .slice(-limit)
      .map(row)
const nothing = (): void => undefined

describe('rows that were left out', () => {
  it('all come into their places, whatever was left out of whatever the filter let through', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ shown: fc.boolean(), step: fc.integer({ min: 1, max: 5 }) }), {
          minLength: 1,
          maxLength: 4000,
        }),
        async (parts) => {
          let n = 0
          const numbers = parts.map(({ step }) => (n += step))
          // The newest row of a frame is never left out.
          const lines = numbers.map(
            (number, i): Line => (parts[i]?.shown || i === numbers.length - 1 ? row(number) : undefined),
          )
          const steps: number[] = []
          const filled = await fill(lines, held(numbers), (some) => {
            expect(some).toHaveLength(lines.length)
            steps.push(some.filter((line) => line === undefined).length)
          })
          expect(filled.map((r) => r.n)).toEqual(numbers)
          expect(steps).toEqual([...steps].sort((a, b) => b - a))
        },
      ),
      { numRuns: 50 },
    )
  })
  it('of which the console holds no more leave no empty places, and what is there stays', async () => {
    const numbers = Array.from({ length: 100 }, (_, i) => i)
    const lines = numbers.map((n): Line => (n < 10 || n === 99 ? row(n) : undefined))
    const filled = await fill(lines, held(numbers, 80), nothing)
    expect(filled.map((r) => r.n)).toEqual([...numbers.slice(0, 10), ...numbers.slice(80)])
  })
})

describe('the buffer of a flood', () => {
  const frame = (skipped: number, rows: readonly EventRow[]): EventFrame => ({
    watchId: 'w',
    frame: 1,
    reset: false,
    skipped,
    rows: [...rows],
    counters: { received: 0, matched: 0, dropped: 0, lost: 0, gaps: 0, withheld: 0, unreadable: 0 },
    rates: [],
    paused: false,
    broker: { state: 'up', server: '', reason: '' },
  })
  it('keeps a place for each row that was left out, up to as many as it holds', () => {
    const buffer = new EventBuffer(nothing)
    buffer.take(frame(0, [row(0)]), false)
    buffer.take(frame(3, [row(4)]), false)
    expect(buffer.all().map((line) => line?.n)).toEqual([0, undefined, undefined, undefined, 4])
    buffer.take(frame(1_000_000, [row(1_000_005)]), false)
    expect(buffer.length).toBe(MOST_ROWS)
    expect(buffer.at(MOST_ROWS - 1)?.n).toBe(1_000_005)
    expect(buffer.passed).toBe(1_000_006)
  })
})
