/** Look-alikes: a label whose letters come from scripts that no language writes together. */

const SCRIPTS = [
  'Latin',
  'Cyrillic',
  'Greek',
  'Armenian',
  'Georgian',
  'Hebrew',
  'Arabic',
  'Devanagari',
  'Bengali',
  'Tamil',
  'Thai',
  'Lao',
  'Khmer',
  'Myanmar',
  'Ethiopic',
  'Cherokee',
  'Han',
  'Hiragana',
  'Katakana',
  'Bopomofo',
  'Hangul',
] as const
type Script = (typeof SCRIPTS)[number] | 'another'

const TESTS = SCRIPTS.map((name) => [name, new RegExp(`^\\p{Script=${name}}$`, 'u')] as const)
const SHARED = /^[\p{Script=Common}\p{Script=Inherited}]$/u

/** What is written together: UTS 39, 5.2, the level "highly restrictive". */
const TOGETHER: readonly (readonly Script[])[] = [
  ['Latin', 'Han', 'Hiragana', 'Katakana'],
  ['Latin', 'Han', 'Bopomofo'],
  ['Latin', 'Han', 'Hangul'],
]

const scriptOf = (letter: string): Script | undefined =>
  SHARED.test(letter) ? undefined : (TESTS.find(([, test]) => test.test(letter))?.[0] ?? 'another')

/** True for a label, in Unicode, that mixes scripts otherwise than Chinese, Japanese and Korean are written. */
export function mixesScripts(label: string): boolean {
  const used = [...new Set([...label].map(scriptOf))].filter((s) => s !== undefined)
  return used.length > 1 && !TOGETHER.some((set) => used.every((s) => set.includes(s)))
}
