import { Button } from '@mantine/core'
import { IconArrowDown } from '@tabler/icons-react'
import { type KeyboardEvent, type ReactNode, useCallback, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { EventRow } from '../../../../src-preload/contract/events.ts'
import classes from '../events.module.css'
import type { EventBuffer, Line } from './event-buffer.ts'
import { LiveRow, ROW_HEIGHT } from './live-row.tsx'
import { useBuffer } from './use-monitor.ts'
import { useTail } from './use-tail.ts'
import { useRowWords } from './words.ts'

interface LiveTableProps {
  readonly buffer: EventBuffer
  /** Operators also see whose it is. */
  readonly operator: boolean
  /** The rows as they were when the view was held still; null while it follows. */
  readonly held: readonly Line[] | null
  readonly onHold: () => void
  readonly onFollow: () => void
  /** Pauses, or goes on. */
  readonly onPause: () => void
  readonly openId: string | undefined
  readonly onOpen: (row: EventRow) => void
  /** In the place of the rows while there are none. */
  readonly empty: ReactNode
}

const COLUMNS = ['time', 'exchange', 'type', 'subject', 'actor', 'organization', 'key'] as const
const WIDTHS: { readonly [C in (typeof COLUMNS)[number]]: string } = {
  time: '112px',
  exchange: '130px',
  type: 'minmax(200px, 1.2fr)',
  subject: 'minmax(110px, 1.2fr)',
  actor: 'minmax(100px, 1fr)',
  organization: 'minmax(100px, 1fr)',
  key: 'minmax(110px, 1.6fr)',
}

/** The newest events at the end. Arrows, scrolling and opening hold the view still; End or Follow go on. Space pauses. */
export function LiveTable(props: LiveTableProps) {
  const { buffer, operator, held, onHold, onFollow, openId, onOpen } = props
  const { t } = useTranslation('events')
  const words = useRowWords()
  const scroller = useRef<HTMLDivElement>(null)
  /** The chosen row by its number: its place changes while the view is not held. */
  const [active, setActive] = useState<number | null>(null)
  const tail = useTail(buffer, scroller, held, onHold)
  const columns = COLUMNS.filter((c) => operator || c !== 'organization')
  const template = columns.map((c) => WIDTHS[c]).join(' ')
  const place = useMemo(() => held?.findIndex((row) => row?.n === active) ?? -1, [held, active])
  const current = place < 0 ? null : place

  const open = useCallback(
    (row: EventRow) => {
      setActive(row.n)
      onHold()
      onOpen(row)
    },
    [onHold, onOpen],
  )
  const onKey = (event: KeyboardEvent): void => {
    const leap = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 300) / ROW_HEIGHT) - 1)
    // Where nothing is chosen yet one begins at the end, as it is now.
    const rows = held ?? buffer.all()
    const from = current ?? rows.length
    const to = {
      ArrowUp: from - 1,
      ArrowDown: from + 1,
      PageUp: from - leap,
      PageDown: from + leap,
      Home: 0,
    }[event.key]
    if (event.key === 'End') onFollow()
    else if (event.key === ' ') props.onPause()
    else if (event.key === 'Enter') {
      const row = current === null ? undefined : rows[current]
      if (row !== undefined) open(row)
    } else if (to !== undefined && rows.length > 0) {
      const index = Math.max(0, Math.min(rows.length - 1, to))
      onHold()
      setActive(rows[index]?.n ?? null)
      tail.reveal(index)
    } else return
    event.preventDefault()
  }

  const rows: ReactNode[] = []
  for (let index = tail.from; index < tail.to; index += 1) {
    const row = tail.at(index)
    // By place on the screen, so that the browser's elements stay and only their text changes.
    rows.push(
      <LiveRow
        key={index - tail.from}
        row={row}
        index={index}
        template={template}
        operator={operator}
        active={index === current}
        open={row?.id === openId && openId !== undefined}
        words={words}
        onOpen={open}
      />,
    )
  }
  return (
    <div className={classes['frame']}>
      {/* biome-ignore lint/a11y/useSemanticElements: rows are placed by transform */}
      <div
        ref={scroller}
        role="grid"
        tabIndex={0}
        aria-label={t('table')}
        aria-rowcount={tail.count + 1}
        aria-activedescendant={current === null ? undefined : `event-${current}`}
        className={classes['scroll']}
        onScroll={tail.onScroll}
        onKeyDown={onKey}
        data-count={tail.count}
      >
        {/* biome-ignore lint/a11y/useSemanticElements: a grid made of divs */}
        {/* biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus */}
        <div
          role="row"
          aria-rowindex={1}
          className={`${classes['line']} ${classes['head']}`}
          style={{ gridTemplateColumns: template }}
        >
          {columns.map((column) => (
            // biome-ignore lint/a11y/useSemanticElements: a grid made of divs
            // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus
            <div key={column} role="columnheader" className={classes['cell']}>
              {t(`column.${column}`)}
            </div>
          ))}
        </div>
        {/* biome-ignore lint/a11y/useSemanticElements: rows are placed by transform */}
        <div role="rowgroup" className={classes['body']} style={{ height: tail.count * ROW_HEIGHT }}>
          {rows}
        </div>
      </div>
      {tail.count === 0 && <div className={classes['instead']}>{props.empty}</div>}
      {held !== null && <Newer buffer={buffer} onFollow={onFollow} />}
    </div>
  )
}

/** How much came since the view was held, and the way back to it. */
function Newer(props: { readonly buffer: EventBuffer; readonly onFollow: () => void }) {
  const { t } = useTranslation('events')
  const [then] = useState(props.buffer.passed)
  const newer = useBuffer(props.buffer, (b) => b.passed - then)
  return (
    <Button
      className={classes['pill']}
      size="compact-sm"
      radius="xl"
      leftSection={<IconArrowDown size={14} />}
      onClick={props.onFollow}
    >
      {newer === 0 ? t('follow') : t('pinned', { count: newer })}
    </Button>
  )
}
