import { describe, expect, it } from 'vitest'
import { ISSUES } from '../../src-preload/contract/issues.ts'
import { members } from '../../src-preload/contract/members.ts'
import { displayName, line } from '../../src-preload/contract/shared.ts'

const wrong = (text: string): string | undefined => displayName.safeParse(text).error?.issues[0]?.message

describe('a name as people type it', () => {
  it.each([
    ['a family of emoji', '👨‍👩‍👧 Home'],
    ['a heart on fire', '❤️‍🔥'],
    ['a dark-skinned scientist', 'Ada 👩🏿‍🔬'],
    ['the flag of Scotland', '🏴󠁧󠁢󠁳󠁣󠁴󠁿 Glasgow'],
    ['a keycap', 'Team 1️⃣'],
    ['a chosen form of a Han character', '葛󠄀城'],
    ['unjoined Persian letters', 'می‌خواهم'],
    ['Hebrew', 'דנה'],
  ])('may have %s', (_, text) => {
    expect(wrong(text)).toBeUndefined()
  })
  it.each([
    ['a bidirectional override', 'M\u202Earsh'],
    ['an Arabic letter mark', 'Ada\u061c'],
    ['a soft hyphen', 'A\u00adda'],
    ['a zero-width space', 'A\u200bda'],
    ['a joiner between letters', 'A\u200dda'],
    ['a joiner after the emoji', '👩\u200d'],
    ['a chosen form of a Latin letter', 'Ada\ufe0f'],
    ['tags without a flag', 'Ada\u{e0067}\u{e007f}'],
    ['a Hangul filler', 'Ada\u3164'],
    ['a line separator', 'A\u2028da'],
    ['a byte order mark', 'A\ufeffda'],
  ])('may not have %s', (_, text) => {
    expect(wrong(text)).toBe(ISSUES.invisible)
  })
  it('is not empty, but a line may be', () => {
    expect(wrong('  ')).toBe(ISSUES.empty)
    expect(line.parse('  ')).toBe('')
    expect(wrong('x'.repeat(121))).toBe(ISSUES.long)
  })
  it('is asked the same of department and title as of the name', () => {
    const schema = members.add['~orpc'].inputSchema
    const add = { email: 'ada@acme.example', name: 'Ada', roleIds: ['viewer'] }
    for (const field of ['department', 'title']) {
      const parsed = schema?.safeParse({ ...add, [field]: 'Sa\u202eles' })
      expect(parsed?.error?.issues.map((i) => [i.path.join('.'), i.message])).toEqual([
        [field, ISSUES.invisible],
      ])
    }
  })
})
