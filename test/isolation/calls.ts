/** One call of the suite and what came of it, whichever way: an answer, the first items of a stream, a typed error. */
import type { Api, Session } from '../../src-main/api/index.ts'
import { CastellanError } from '../../src-preload/contract/errors.ts'

export interface Outcome {
  readonly succeeded: boolean
  /** All that the caller gets to see. */
  readonly answer: unknown
}

export async function callOf(api: Api, session: Session, name: string, input: unknown): Promise<Outcome> {
  const stop = new AbortController()
  try {
    const answer = await api.call(session, name.split('.'), input, stop.signal)
    if (!isStream(answer)) return { succeeded: true, answer }
    return await firstOf(answer, stop)
  } catch (error) {
    return { succeeded: false, answer: shown(error) }
  }
}

const isStream = (answer: unknown): answer is AsyncIterable<unknown> =>
  typeof answer === 'object' && answer !== null && Symbol.asyncIterator in answer

const shown = (error: unknown): object =>
  error instanceof CastellanError
    ? { code: error.code, message: error.message, data: error.data }
    : { untyped: String(error) }

/** How long a stream that has nothing to say is listened to, and how much of one that has. Milliseconds, items. */
const PATIENCE_MS = 50
const ITEMS = 5

async function firstOf(stream: AsyncIterable<unknown>, stop: AbortController): Promise<Outcome> {
  const answer: unknown[] = []
  const timer = setTimeout(() => stop.abort(), PATIENCE_MS)
  try {
    for await (const item of stream) {
      answer.push(item)
      if (answer.length >= ITEMS) break
    }
    return { succeeded: true, answer }
  } catch (error) {
    return { succeeded: false, answer: [...answer, shown(error)] }
  } finally {
    clearTimeout(timer)
    stop.abort()
  }
}
