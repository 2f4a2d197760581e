/** Subscriptions, which must not outlive what let them in. */
import type { Session } from './session.ts'

export interface Ending {
  /** Aborted when the caller ends it, the session leaves its context, or the call would no longer be let in. */
  readonly signal: AbortSignal
  readonly end: () => void
}

/** @param allowed whether the call would be let in now as well; asked whenever the session's access changed */
export function endingOf(session: Session, allowed: () => Promise<boolean>, caller?: AbortSignal): Ending {
  const over = new AbortController()
  const end = (): void => over.abort()
  const signal = AbortSignal.any([over.signal, session.contextSignal, ...(caller ? [caller] : [])])
  const check = async (): Promise<void> => {
    // One that cannot be answered is a no: it can be opened again.
    if (!(await allowed().catch(() => false))) end()
  }
  const listen = async (): Promise<void> => {
    const signals = session.signals(signal)
    // What changed between the decision and here is noticed too.
    void check()
    for await (const told of signals) if (told.kind === 'access') await check()
  }
  void listen()
  return { signal, end }
}

/**
 * The same stream, after whose end nothing goes on. Not a generator: one that is given back before it was started
 * would not end anything.
 */
export function endingWith<T>(stream: AsyncIterable<T>, { signal, end }: Ending): AsyncIterableIterator<T> {
  const inner = stream[Symbol.asyncIterator]()
  const over = async (): Promise<IteratorResult<T>> => {
    end()
    await inner.return?.()
    return { done: true, value: undefined }
  }
  return {
    [Symbol.asyncIterator]() {
      return this
    },
    next: async () => {
      if (signal.aborted) return over()
      try {
        const step = await inner.next()
        if (step.done === true) end()
        return step
      } catch (error) {
        end()
        throw error
      }
    },
    return: over,
  }
}
