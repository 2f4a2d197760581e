/**
 * What a failure was, without a word of what failed. A reason is its consumer's own sentence and may quote the event;
 * whoever may not read the event, as an operator may not, reads the sentence of the code instead.
 */
import { type ErrorCode, errorData } from '../../src-preload/contract/errors.ts'

const SENTENCES = {
  UNREADABLE: 'It is no event that is known here.',
  MISROUTED: 'Its exchange or routing key names another type or organization than the event itself.',
  NOT_FOR_THIS_QUEUE: 'It is of a type that its queue is not for.',
  DEFECT: 'Something went wrong on our side.',
  UNANSWERED: 'It was handed out too often without an answer.',
  GIVEN_UP: 'The broker gave it up.',
} as const

/** A refusal has the code of its error. */
export type FailureCode = keyof typeof SENTENCES | ErrorCode

/** The sentence of a code; a code that nobody here gives, as from another consumer of the platform, has one too. */
export function plainSentence(code: string): string {
  if (Object.hasOwn(SENTENCES, code)) return SENTENCES[code as keyof typeof SENTENCES]
  if (Object.hasOwn(errorData, code)) return `Its consumer refused it: ${code}.`
  return 'Its consumer gave a reason, which its organization can read.'
}
