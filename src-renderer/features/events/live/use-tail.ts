import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { EventBuffer, Line } from './event-buffer.ts'
import { HEAD_HEIGHT, ROW_HEIGHT } from './live-row.tsx'
import { useBuffer } from './use-monitor.ts'

/** Rows drawn beyond the edges of what is seen. */
const OVERSCAN = 4
/** The wheel, a finger, the scroll bar. */
const HANDS = ['wheel', 'touchmove', 'pointerdown'] as const

export interface Tail {
  readonly count: number
  /** First and after-last row that are drawn. */
  readonly from: number
  readonly to: number
  readonly at: (index: number) => Line
  readonly onScroll: () => void
  /** Brings a row into view. */
  readonly reveal: (index: number) => void
}

/**
 * The rows as a window onto them: following, it stays at the newest; held still, it shows what was there when it
 * was held, wherever one scrolls.
 */
export function useTail(
  buffer: EventBuffer,
  scroller: RefObject<HTMLDivElement | null>,
  held: readonly Line[] | null,
  hold: () => void,
): Tail {
  const version = useBuffer(buffer, (b) => (held === null ? b.version : 0))
  const [height, setHeight] = useState(0)
  /** Draws again; the place itself is the browser's to know. */
  const [, setTop] = useState(0)
  const count = held?.length ?? buffer.length
  const follows = useRef(held === null)
  follows.current = held === null

  useEffect(() => {
    const element = scroller.current
    if (element === null) return
    const observer = new ResizeObserver(() => setHeight(element.clientHeight))
    observer.observe(element)
    return () => observer.disconnect()
  }, [scroller])

  // biome-ignore lint/correctness/useExhaustiveDependencies: each new version, and each new height, has a new end
  useLayoutEffect(() => {
    const element = scroller.current
    if (element === null || held !== null) return
    const end = HEAD_HEIGHT + count * ROW_HEIGHT - element.clientHeight
    if (Math.abs(element.scrollTop - end) > 1) element.scrollTop = end
  }, [scroller, held, count, version, height])

  // Only what a hand does holds the view: the browser scrolls by itself too, when the place changes its size.
  useEffect(() => {
    const element = scroller.current
    if (element === null) return
    const byHand = (event: Event): void => {
      const back =
        event.type === 'touchmove' ||
        (event instanceof WheelEvent ? event.deltaY < 0 : event.target === element)
      if (back && follows.current && element.scrollHeight > element.clientHeight) {
        setTop(element.scrollTop)
        hold()
      }
    }
    for (const kind of HANDS) element.addEventListener(kind, byHand, { passive: true })
    return () => {
      for (const kind of HANDS) element.removeEventListener(kind, byHand)
    }
  }, [scroller, hold])
  const onScroll = useCallback(() => {
    if (scroller.current !== null && !follows.current) setTop(scroller.current.scrollTop)
  }, [scroller])
  const reveal = useCallback(
    (index: number) => {
      const element = scroller.current
      if (element === null) return
      const above = index * ROW_HEIGHT
      if (above < element.scrollTop) element.scrollTop = above
      else if (HEAD_HEIGHT + above + ROW_HEIGHT > element.scrollTop + element.clientHeight)
        element.scrollTop = HEAD_HEIGHT + above + ROW_HEIGHT - element.clientHeight
      setTop(element.scrollTop)
    },
    [scroller],
  )

  const seen = Math.ceil(Math.max(0, height - HEAD_HEIGHT) / ROW_HEIGHT) + 1
  // Where it was when it was held, nobody has told yet.
  const first = held === null ? count - seen : Math.floor((scroller.current?.scrollTop ?? 0) / ROW_HEIGHT)
  const from = Math.max(0, first - OVERSCAN)
  const to = Math.min(count, first + seen + OVERSCAN)
  const at = (index: number): Line => (held === null ? buffer.at(index) : held[index])
  return { count, from, to, at, onScroll, reveal }
}
