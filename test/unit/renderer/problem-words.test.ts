import i18next from 'i18next'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import '../../../src-preload/contract/schema-words.ts'
import { CastellanError, type ErrorCode, errorData } from '../../../src-preload/contract/errors.ts'
import { ISSUES, issueText, readIssue } from '../../../src-preload/contract/issues.ts'
import { ENDED } from '../../../src-preload/contract/session.ts'
import { failureWords, fieldErrors, problemOf } from '../../../src-renderer/errors.ts'
import { en } from '../../../src-renderer/text/en/index.ts'
import { permissionWords } from '../../../src-renderer/text/id-words.ts'
import { endedWords, englishOr, issueWords, problemWords } from '../../../src-renderer/text/problem-words.ts'
import { zhTW } from '../../../src-renderer/text/zh-TW/index.ts'

const CODES = Object.keys(errorData) as ErrorCode[]
const DATA: { readonly [C in ErrorCode]?: unknown } = {
  FORBIDDEN: { missing: 'team.create', because: 'A role would.' },
  NOT_FOUND: { type: 'team' },
  BAD_INPUT: { issues: [{ field: 'name', message: ISSUES.empty }] },
  CONFLICT: { field: 'name' },
  VERSION_CONFLICT: { expected: 1, current: 2 },
  LIMIT_REACHED: { pool: 'seats', limit: 5, used: 5 },
  ESCALATION: { exceeds: ['team.create'] },
  ROLE_IN_USE: { members: 1, invitations: 2, domains: 3 },
  BUILT_IN: { role: 'admin' },
  WRONG_STATE: { state: 'closed', allowed: ['active'] },
  UNAVAILABLE: { what: 'database' },
  INTERNAL: { id: '1' },
}
const thrown = (code: ErrorCode) =>
  new CastellanError(code, 'An English sentence.', (DATA[code] ?? {}) as never)
const CHINESE = /\p{Script=Han}/u

beforeAll(() => i18next.init({ lng: 'zh-TW', fallbackLng: 'en', resources: { en, 'zh-TW': zhTW } }))
afterAll(() => i18next.changeLanguage('en'))

describe('what went wrong', () => {
  it.each(CODES)('%s has words in both languages', (code) => {
    // Wrong input is said field by field.
    if (code !== 'BAD_INPUT') expect(en.components.problem[code]).not.toBe('')
    expect(en.components.error[code]).not.toBe('')
    const problem = problemOf(thrown(code))
    expect(problem.code).toBe(code)
    const words = problemWords(problem)
    expect(words).toMatch(CHINESE)
    expect(words).not.toContain('English')
    expect(words).not.toContain('{{')
    // Nor the ids that its data has: states, fields, permissions.
    expect(words).not.toMatch(/[a-z]/i)
  })
  const schema = z.object({ a: z.string() })
  it.each([
    ['missing', schema, {}],
    ['text', schema, { a: 1 }],
    ['number', z.number(), 'x'],
    ['wholeNumber', z.number().int(), 1.5],
    ['yesNo', z.boolean(), 'yes'],
    ['list', z.array(z.string()), 'x'],
    ['fields', schema, 'x'],
    ['empty', z.string().min(1), ''],
    ['leastCharacters', z.string().min(3), 'ab'],
    ['mostCharacters', z.string().max(3), 'abcd'],
    ['entry', z.array(z.string()).min(1), []],
    ['leastEntries', z.array(z.string()).min(2), ['a']],
    ['mostEntries', z.array(z.string()).max(1), ['a', 'b']],
    ['least', z.number().min(0), -1],
    ['most', z.number().max(9), 10],
    ['above', z.number().positive(), 0],
    ['below', z.number().lt(9), 9],
    ['multiple', z.number().multipleOf(5), 7],
    ['oneOf', z.enum(['a', 'b']), 'c'],
    ['id', z.uuid(), 'x'],
    ['email', z.email(), 'x'],
    ['instant', z.iso.datetime(), 'x'],
    ['day', z.iso.date(), 'x'],
    ['webAddress', z.url(), 'x'],
    ['form', z.string().regex(/^a$/), 'x'],
    ['unexpected', z.union([z.number(), z.boolean()]), 'x'],
    ['unknown', z.strictObject({}), { a: 1 }],
  ] as const)('a schema says of a wrong value the sentence “%s”, in both languages', (key, wanted, value) => {
    const said = wanted.safeParse(value).error?.issues[0]?.message ?? ''
    expect(readIssue(said)?.key).toBe(key)
    expect(issueWords(said)).toMatch(CHINESE)
    expect(issueWords(said)).not.toContain('{{')
  })
  it('a pool of another organization is full without figures', () => {
    const full = new CastellanError('LIMIT_REACHED', 'x', { pool: 'seats', limit: null, used: null })
    expect(problemWords(problemOf(full))).toBe(zhTW.components.problem.limitElsewhere)
  })
  it('of a limit tells whose part of the pool is used up', () => {
    const said = (data: object) =>
      problemWords(
        problemOf(
          new CastellanError('LIMIT_REACHED', 'An English sentence.', {
            pool: 'chatbot',
            limit: 5,
            used: 5,
            ...data,
          }),
        ),
      )
    expect(said({ team: 'Support' })).toMatch(/^Support 的配額已用完：5 \/ 5/)
    expect(said({ setAside: 7 })).toMatch(/未保留給團隊的部分已用完：5 \/ 5；另有 7/)
  })
  it('is said in the console’s own sentence where the window is English', async () => {
    await i18next.changeLanguage('en')
    expect(problemWords(problemOf(thrown('CONFLICT')))).toBe('An English sentence.')
    expect(englishOr('An English sentence.', () => '另一句')).toBe('An English sentence.')
    await i18next.changeLanguage('zh-TW')
    expect(englishOr('An English sentence.', () => '另一句')).toBe('另一句')
  })
  it('of a field keeps the figures and names of the case, whatever is in them', () => {
    const room = issueText('sliceRoom', { most: 3, limit: 10, others: 4, inUse: 5 })
    expect(room).toBe(
      'must be at most 3: the pool has 10, other teams have 4 of it, and 5 of the rest are in use',
    )
    expect(issueWords(room)).toBe('最多 3：額度共 10，其他團隊已占 4，其餘部分已使用 5')
    const odd = 'A+B (x) {{name}} $1 「名」'
    expect(issueWords(issueText('typedName', { name: odd }))).toBe(`必須是組織名稱：${odd}`)
  })
  it('no two sentences of fields are taken for each other', () => {
    for (const [key, sentence] of Object.entries(ISSUES)) expect(readIssue(sentence)?.key).toBe(key)
  })
  it('with long work is said in the language of the window, and a defect as the console said it', () => {
    const { message, code, data } = thrown('UNAVAILABLE')
    expect(failureWords(message, { code, data })).toBe(problemWords(problemOf(thrown('UNAVAILABLE'))))
    expect(failureWords(message, { code, data })).toMatch(CHINESE)
    expect(failureWords('Tell us 1.', undefined)).toBe('Tell us 1.')
  })
  it('of a field is translated where the contract says it, and stays where only the console does', () => {
    for (const message of Object.values(ISSUES)) expect(issueWords(message)).toMatch(CHINESE)
    for (const because of Object.values(ENDED)) expect(endedWords(because)).toMatch(CHINESE)
    expect(issueWords('is something else')).toBe('is something else')
    expect(permissionWords('team.create')).toMatch(CHINESE)
    expect(permissionWords('team.fly')).toBe('team.fly')
    expect(fieldErrors(thrown('BAD_INPUT'))).toEqual({ name: zhTW.components.issue.empty })
  })
})
