import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import type { EventFilter } from '../../../../src-preload/contract/event-filter/index.ts'
import { useClient } from '../../../app/index.ts'
import { useTellProblem } from '../../../components/index.ts'
import { useLink } from '../../../state/index.ts'
import { EventBuffer } from './event-buffer.ts'
import type { AskRows } from './fill.ts'

/** Frames that may be under way before one was drawn: half a second of them, a second in a flood. */
const WINDOW = 4
/** Rows of a frame at most; more than any screen has at once. */
const NEWEST = 100

/** `ended`: by itself, since the permission went or another monitor of the session took its place. */
export type MonitorState = 'opening' | 'live' | 'stopped' | 'ended' | 'failed'
export interface Monitor {
  readonly state: MonitorState
  /** Why it could not be opened or has ended; null where nothing is known to be wrong. */
  readonly error: unknown
  readonly buffer: EventBuffer
  readonly start: () => void
  /** Works at any time, also while nothing comes. What is shown stays. */
  readonly stop: () => void
  readonly pause: (paused: boolean) => void
  /** What the console still holds of what it left out, also after the monitor was stopped. */
  readonly rows: AskRows
}

/** What `read` takes from the buffer, anew whenever the buffer tells; draws again only where that differs. */
export const useBuffer = <T>(buffer: EventBuffer, read: (buffer: EventBuffer) => T): T =>
  useSyncExternalStore(buffer.subscribe, () => read(buffer))

/** Keeps one monitor of the session open while the component is mounted, with the filter as it is now. */
export function useMonitor(filter: EventFilter): Monitor {
  const client = useClient()
  const up = useLink((s) => s.link.state === 'up')
  const [wanted, setWanted] = useState(true)
  const [state, setState] = useState<MonitorState>('opening')
  const [error, setError] = useState<unknown>(null)
  const [attempt, setAttempt] = useState(0)
  const [buffer] = useState(
    () =>
      new EventBuffer((watchId, frame) => {
        // A monitor that has ended meanwhile takes no word, and needs none.
        client.events.seen({ watchId, frame }).catch(() => undefined)
      }),
  )
  const tellError = useRef(useTellProblem())
  const asked = JSON.stringify(filter)
  const current = useRef(filter)
  current.current = filter
  /** The filter that the running monitor was last told, as text. */
  const told = useRef('')

  const steer = useCallback(() => {
    const { watchId } = buffer
    const text = JSON.stringify(current.current)
    if (watchId === '' || told.current === text) return
    told.current = text
    client.events.steer({ watchId, filter: current.current }).catch((caught: unknown) => {
      // What is shown is not what the filter says: the next change tells it anew.
      if (told.current === text) told.current = ''
      tellError.current(caught)
    })
  }, [buffer, client])

  // biome-ignore lint/correctness/useExhaustiveDependencies: `attempt` opens it again
  useEffect(() => {
    if (!up || !wanted) return
    const abort = new AbortController()
    let over = false
    const listen = async (): Promise<void> => {
      setState('opening')
      setError(null)
      const text = JSON.stringify(current.current)
      const keep = told.current === text
      told.current = text
      const input = { filter: current.current, window: WINDOW, newest: NEWEST }
      for await (const frame of await client.events.watch(input, { signal: abort.signal })) {
        if (over) return
        buffer.take(frame, keep && frame.frame === 1)
        if (frame.frame > 1) continue
        setState('live')
        steer()
      }
      if (over) return
      setState('ended')
      // The end of a stream says nothing; asking once more says whether it would be refused now.
      await client.events.flow().catch((caught: unknown) => over || setError(caught))
    }
    listen()
      .catch((caught: unknown) => {
        if (over) return
        setError(caught)
        setState('failed')
      })
      .finally(() => {
        if (!over) buffer.ended()
      })
    return () => {
      over = true
      buffer.ended()
      // A lost connection has ended it already, and cannot carry the word that it should end.
      if (useLink.getState().link.state === 'up') abort.abort()
    }
  }, [up, wanted, attempt, client, buffer, steer])

  // biome-ignore lint/correctness/useExhaustiveDependencies: another filter is told, whoever made it
  useEffect(steer, [asked, steer])

  const start = useCallback(() => {
    setWanted(true)
    setAttempt((n) => n + 1)
  }, [])
  const stop = useCallback(() => {
    setWanted(false)
    setState('stopped')
  }, [])
  const pause = useCallback(
    (paused: boolean) => {
      if (buffer.watchId !== '')
        client.events.steer({ watchId: buffer.watchId, paused }).catch((caught) => tellError.current(caught))
    },
    [buffer, client],
  )
  const rows = useCallback<AskRows>((before, limit) => client.events.rows({ before, limit }), [client])
  return { state, error, buffer, start, stop, pause, rows }
}
