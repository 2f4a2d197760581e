import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { veiled, veiledText } from '../../../src-main/monitor/veil.ts'

const text = (value: unknown): string => JSON.stringify(value)

describe('a veiled event', () => {
  it('keeps its envelope, and of the rest names of fields and kinds of values', () => {
    const event = {
      id: 'e1',
      type: 'usage.recorded',
      orgid: 'o1',
      actorid: 'u1',
      simulated: true,
      comment: 'from somebody',
      data: {
        model: 'large-1',
        units: 3,
        late: false,
        team: null,
        roles: ['a', 'b'],
        deep: { city: 'Taipei' },
      },
    }
    expect(veiled(event)).toEqual({
      id: 'e1',
      type: 'usage.recorded',
      orgid: 'o1',
      actorid: 'u1',
      simulated: true,
      comment: '‹string›',
      data: {
        model: '‹string›',
        units: '‹number›',
        late: '‹boolean›',
        team: null,
        roles: ['‹string›', '‹string›'],
        deep: { city: '‹string›' },
      },
    })
  })
  it('keeps nothing of what stands in the place of an envelope’s field but is more than a value', () => {
    expect(veiled({ id: 'e1', subject: { name: 'Ada' } })).toEqual({
      id: 'e1',
      subject: { name: '‹string›' },
    })
  })
  it('shows no name of a field that is no plain word', () => {
    expect(text(veiled({ data: { 'ada@acme.example': 1, 'Ada Marsh': 2 } }))).not.toMatch(/ada|marsh/i)
  })
  it('is empty where the message is no JSON', () => {
    expect(veiledText('Ada was here')).toBe('')
    expect(veiledText('"Ada was here"')).toBe('"‹string›"')
    expect(veiledText('["Ada"]')).toBe('["‹string›"]')
  })
  it('is empty where the message is nested deeper than any event', () => {
    expect(veiledText('['.repeat(101) + ']'.repeat(101))).toBe('')
    expect(veiledText('['.repeat(100) + ']'.repeat(100))).not.toBe('')
  })
  it('tells the same of two messages that differ in values alone', () => {
    const shape = fc.record({
      name: fc.string(),
      n: fc.integer(),
      list: fc.array(fc.string(), { minLength: 2, maxLength: 2 }),
    })
    fc.assert(
      fc.property(shape, shape, (a, b) => {
        expect(veiledText(text({ id: 'x', data: a }))).toBe(veiledText(text({ id: 'x', data: b })))
      }),
    )
  })
})
