import { useCallback, useRef, useState } from 'react'
import type { EventBuffer, Line } from './event-buffer.ts'
import { type AskRows, fill } from './fill.ts'

export interface Held {
  /** The rows as they were when the view was held still; null while it follows. */
  readonly held: readonly Line[] | null
  readonly hold: () => void
  readonly follow: () => void
}

/** A view that follows the buffer, or holds still; what a flood left out it asks for when it is held. */
export function useHeld(buffer: EventBuffer, ask: AskRows): Held {
  const [held, setHeld] = useState<readonly Line[] | null>(null)
  /** What is held, so that the answers of an earlier holding change nothing. */
  const holding = useRef<readonly Line[] | null>(null)

  const follow = useCallback(() => {
    holding.current = null
    setHeld(null)
  }, [])
  const hold = useCallback(() => {
    if (holding.current !== null) return
    const lines = buffer.all()
    holding.current = lines
    const show = (filled: readonly Line[]): void => {
      if (holding.current === lines) setHeld(filled)
    }
    show(lines)
    if (!lines.includes(undefined)) return
    fill(lines, ask, show).then(show, () => show(lines.filter((line) => line !== undefined)))
  }, [buffer, ask])
  return { held, hold, follow }
}
