import { expect, test } from 'vitest'
import { en } from '../../../src-renderer/text/en/index.ts'
import { languageOf } from '../../../src-renderer/text/index.ts'
import { zhTW } from '../../../src-renderer/text/zh-TW/index.ts'

/** Every text of a catalogue with the path of its key. */
function textsOf(tree: object, path = ''): readonly (readonly [string, string])[] {
  return Object.entries(tree).flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'object' && value !== null
      ? textsOf(value, `${path}${key}.`)
      : [[`${path}${key}`, String(value)] as const],
  )
}
const placeholders = (text: string): readonly string[] =>
  [...new Set([...text.matchAll(/\{\{(\w+)/g)].map((m) => m[1] ?? ''))].sort()

test('both languages have the same keys', () => {
  expect(
    textsOf(zhTW)
      .map(([key]) => key)
      .sort(),
  ).toEqual(
    textsOf(en)
      .map(([key]) => key)
      .sort(),
  )
})

test('a translation fills only in what the English text fills in', () => {
  const english = new Map(textsOf(en))
  for (const [key, text] of textsOf(zhTW)) {
    const known = placeholders(english.get(key) ?? '')
    for (const name of placeholders(text)) expect(known, key).toContain(name)
  }
})

test('no text is empty', () => {
  for (const [key, text] of [...textsOf(en), ...textsOf(zhTW)]) expect(text.trim(), key).not.toBe('')
})

test('the language follows the preference, and the system where there is none', () => {
  expect(languageOf('system', ['zh-Hant-TW', 'en'])).toBe('zh-TW')
  expect(languageOf('system', ['de-DE'])).toBe('en')
  expect(languageOf('system', [])).toBe('en')
  expect(languageOf('en', ['zh-TW'])).toBe('en')
})
