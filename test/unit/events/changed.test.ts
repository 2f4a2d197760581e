import { expect, it } from 'vitest'
import { changedFields } from '../../../src-main/events/index.ts'

it('a field that a record of before does not have is no change where it is null now, and one where it is not', () => {
  const before = { name: 'Bot', version: 1 }
  expect(changedFields(before, { name: 'Bot', version: 2, countsTo: null })).toEqual([])
  expect(changedFields(before, { name: 'Desk', version: 2, countsTo: 'team' })).toEqual(['name', 'countsTo'])
})
