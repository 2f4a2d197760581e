import { describe, expect, it } from 'vitest'
import {
  changedByOthers,
  leftOf,
  sameValue,
  touched,
  upon,
} from '../../../src-renderer/components/draft/merge.ts'

const base = { name: 'Support', teamIds: ['a', 'b'] as string[], matrix: { chatbot: ['read', 'update'] } }

describe('a draft beside the record that it began from', () => {
  it('is the same whatever the order of a list and of the keys, and whatever space stands around a text', () => {
    expect(touched(base, { ...base, teamIds: ['b', 'a'], name: ' Support ' })).toEqual([])
    expect(sameValue({ a: [1], b: undefined }, { a: [1] })).toBe(true)
    expect(
      sameValue([{ type: 'team', operations: ['x', 'y'] }], [{ operations: ['y', 'x'], type: 'team' }]),
    ).toBe(true)
    expect(sameValue({ a: ['x'] }, { a: ['y'] })).toBe(false)
  })
  it('is told of what somebody else changed, but not of what they changed alike', () => {
    const draft = { ...base, name: 'Help' }
    expect(changedByOthers(base, draft, base)).toEqual([])
    expect(changedByOthers(base, draft, { ...base, name: 'Help' })).toEqual([])
    expect(changedByOthers(base, draft, { ...base, name: 'Desk' })).toEqual(['name'])
    expect(changedByOthers(base, draft, { ...base, teamIds: ['a'] })).toEqual(['teamIds'])
  })
  it('is left with what was not sent once the rest was saved, which is as the console wrote it', () => {
    const draft = { ...base, name: ' Help ', teamIds: ['a'] }
    expect(leftOf(base, draft, { ...base, name: 'Help', teamIds: ['a'] })).toEqual({
      ...base,
      name: 'Help',
      teamIds: ['a'],
    })
    expect(leftOf(base, draft, { ...base, name: 'Help' })).toEqual({ ...base, name: 'Help', teamIds: ['a'] })
    const typedOn = { ...draft, name: 'Helping' }
    expect(leftOf(base, typedOn, { ...base, name: 'Help', teamIds: ['a'] })).toMatchObject({
      name: 'Helping',
    })
  })
  it('keeps what it changed upon what is stored now, and takes the rest from there', () => {
    const draft = { ...base, name: 'Help' }
    expect(upon(base, draft, { ...base, name: 'Desk', teamIds: ['a'] })).toEqual({
      ...base,
      name: 'Help',
      teamIds: ['a'],
    })
  })
})
