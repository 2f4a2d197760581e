import { useRef, useState } from 'react'
import { problemOf } from '../../errors.ts'

/** One save at a time, and what came of it. */
export interface Saving {
  readonly busy: boolean
  /** What the console answered; null while nothing went wrong. */
  readonly error: unknown
  /** Resolves to whether it went through; to false at once while another one runs. */
  readonly run: (save: () => Promise<unknown>) => Promise<boolean>
  readonly clear: () => void
}

/**
 * Saves a draft. Where somebody else was first, `renew` reads the record again, and the draft says what to decide.
 */
export function useSaving(renew: () => Promise<unknown>): Saving {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  // Two clicks may come before the first is drawn.
  const running = useRef(false)
  const run = async (save: () => Promise<unknown>): Promise<boolean> => {
    if (running.current) return false
    running.current = true
    setBusy(true)
    setError(null)
    try {
      await save()
      return true
    } catch (caught) {
      setError(caught)
      if (problemOf(caught).code === 'VERSION_CONFLICT') await renew()
      return false
    } finally {
      running.current = false
      setBusy(false)
    }
  }
  return { busy, error, run, clear: () => setError(null) }
}
