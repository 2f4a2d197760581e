/** What came back over the bridge, as an error of the catalogue. Nothing else is ever shown to a person. */
import { ORPCError } from '@orpc/client'
import { CastellanError, type ErrorCode, errorData, type InputIssue } from '../src-preload/contract/errors.ts'

import type { Failure } from '../src-preload/contract/shared.ts'
import { issueWords, problemWords } from './text/problem-words.ts'

/** One error of the catalogue; `data` is parsed by the catalogue's schema of that code. */
export type Problem = {
  readonly [C in ErrorCode]: {
    readonly code: C
    readonly message: string
    readonly data: CastellanError<C>['data']
  }
}[ErrorCode]

const isCode = (code: string): code is ErrorCode => Object.hasOwn(errorData, code)

/** Any thrown thing as a `Problem`: what is not in the catalogue is UNAVAILABLE (the link) or INTERNAL. */
export function problemOf(error: unknown): Problem {
  if (error instanceof CastellanError || error instanceof ORPCError) {
    const { code, message, data } = error
    if (isCode(code)) {
      const parsed = errorData[code].safeParse(data ?? {})
      // The schema of `code` parsed `data`, so the pair is one member of the union.
      if (parsed.success) return { code, message, data: parsed.data } as Problem
    }
    return { code: 'INTERNAL', message, data: { id: '' } }
  }
  const message = error instanceof Error ? error.message : String(error)
  if (error instanceof Error && error.name === 'AbortError') return { code: 'CANCELLED', message, data: {} }
  return { code: 'UNAVAILABLE', message, data: { what: 'console' } }
}

/** Whether one may no longer see it, or it is no longer there: what was read before must not stay then. */
export const isGone = (error: unknown): boolean => ['NOT_FOUND', 'FORBIDDEN'].includes(problemOf(error).code)

/** The issues of BAD_INPUT and CONFLICT by field, as Mantine's `form.setErrors` takes them. */
export function fieldErrors(error: unknown): Readonly<Record<string, string>> {
  const problem = problemOf(error)
  if (problem.code === 'CONFLICT') return { [problem.data.field]: problemWords(problem) }
  if (problem.code !== 'BAD_INPUT') return {}
  return Object.fromEntries(problem.data.issues.map((i: InputIssue) => [i.field, issueWords(i.message)]))
}

/** Why long work failed, in the language of the window; what is not of the catalogue as the console said it. */
export const failureWords = (because: string, failure: Failure | undefined): string =>
  failure === undefined
    ? because
    : problemWords(
        problemOf(new ORPCError(failure.code, { message: because, data: failure.data, defined: true })),
      )
