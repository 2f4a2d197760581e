import { expect, it } from 'vitest'
import { plainSentence } from '../../../src-main/broker/index.ts'

it.each([
  ['MISROUTED', 'Its exchange or routing key names another type or organization than the event itself.'],
  ['LIMIT_REACHED', 'Its consumer refused it: LIMIT_REACHED.'],
  ['', 'Its consumer gave a reason, which its organization can read.'],
  ['Ada owes 40 credits', 'Its consumer gave a reason, which its organization can read.'],
  ['constructor', 'Its consumer gave a reason, which its organization can read.'],
])('the code %j of a failure is told in a sentence that quotes nothing', (code, sentence) => {
  expect(plainSentence(code)).toBe(sentence)
})
