import i18next from 'i18next'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sentenceOf } from '../../../src-main/directories/reasons.ts'
import { type ImportReason, importReason } from '../../../src-preload/contract/import-reasons.ts'
import { ISSUES } from '../../../src-preload/contract/issues.ts'
import { en } from '../../../src-renderer/text/en/index.ts'
import { importWords } from '../../../src-renderer/text/import-words.ts'
import { zhTW } from '../../../src-renderer/text/zh-TW/index.ts'

const NAMES = { roles: ['Clerks'], teams: ['Night shift'] }
const REASONS: { readonly [C in ImportReason['code']]: ImportReason } = {
  noAddress: { code: 'noAddress' },
  guest: { code: 'guest' },
  longAddress: { code: 'longAddress' },
  address: { code: 'address', issue: ISSUES.email },
  sameAddress: { code: 'sameAddress', row: 12 },
  field: { code: 'field', field: 'department', issue: ISSUES.long },
  noSeat: { code: 'noSeat' },
  suspendedThere: { code: 'suspendedThere' },
  suspendedThereAlone: { code: 'suspendedThereAlone', state: 'active' },
  ungivable: { code: 'ungivable', what: 'team', name: 'Night shift', exceeds: ['member.create'] },
  joins: { code: 'joins', ...NAMES },
  gets: { code: 'gets', ...NAMES },
  changes: { code: 'changes', field: 'title', before: 'Clerk', after: 'Lead' },
  staysSuspended: { code: 'staysSuspended' },
}
const CODES = Object.keys(REASONS) as ImportReason['code'][]

beforeAll(() => i18next.init({ lng: 'zh-TW', fallbackLng: 'en', resources: { en, 'zh-TW': zhTW } }))
afterAll(() => i18next.changeLanguage('en'))

describe('a reason of an import', () => {
  it.each(CODES)('%s is said in Chinese with all that it tells, and no English sentence', (code) => {
    const reason = REASONS[code]
    expect(importReason.parse(reason)).toEqual(reason)
    const words = importWords([reason])
    expect(words).toMatch(/\p{Script=Han}/u)
    expect(words).not.toContain('{{')
    const told = [...Object.values(NAMES).flat(), 'Clerk', 'Lead', 'member.create', 'ada@example.com']
    const left = told.reduce((text, name) => text.replaceAll(name, ''), words)
    expect(left).not.toMatch(/[a-z]{2}/i)
    for (const value of Object.values(reason).flat())
      if (told.includes(String(value))) expect(words).toContain(String(value))
  })
  it('calls a built-in role as the window does', () => {
    expect(importWords([{ code: 'gets', roles: ['Admin', 'Clerks'], teams: [] }])).toBe(
      '取得角色 管理員, Clerks',
    )
  })
  it('has in the file of refused rows the English sentence', () => {
    expect(sentenceOf([REASONS.sameAddress])).toBe('has the same address as row 12')
    expect(sentenceOf([REASONS.changes, REASONS.gets])).toBe(
      'title Clerk → Lead; gets role Clerks and team Night shift',
    )
  })
  it.each(CODES)('%s says the same in an English window', async (code) => {
    await i18next.changeLanguage('en')
    const plain = (text: string): string => text.toLowerCase().replace(/^the /, '')
    expect(plain(importWords([REASONS[code]]))).toBe(plain(sentenceOf([REASONS[code]])))
    await i18next.changeLanguage('zh-TW')
  })
})
