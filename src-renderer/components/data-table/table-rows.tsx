import { useCallbackRef } from '@mantine/hooks'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './data-table.module.css'
import type { Column } from './model.ts'
import { NearbyRows } from './nearby-rows.ts'
import type { PlacedRows } from './placed-rows.ts'
import { ROW_HEIGHT, TableRow } from './table-row.tsx'

interface TableRowsProps<T> {
  readonly rows: PlacedRows<T>
  /** Whether `rows` are those of the list; until then there are places without a row. */
  readonly current: boolean
  readonly count: number
  /** Names the list: another one begins at its top. */
  readonly list: string
  readonly scroller: HTMLDivElement | null
  readonly columns: readonly Column<T>[]
  readonly template: string
  readonly selectable: boolean
  readonly chosen: ReadonlyMap<string, T>
  readonly rowId: (row: T) => string
  readonly onOpen: ((row: T) => void) | undefined
  readonly onSelect: (row: T, index: number, range: boolean) => void
  /** Told whether rows that should be in view are still on the way. */
  readonly onBehind: (behind: boolean) => void
}

/**
 * The rows in view and around it, and the keyboard on them. Scrolling draws this and nothing else of the table: its
 * bar and head cost more than the rows of a frame.
 */
export function TableRows<T>(props: TableRowsProps<T>) {
  const { rows, current, count, list, scroller, selectable, chosen, rowId, onBehind } = props
  const { t } = useTranslation('components')
  const selectLabel = t('table.selectRow')
  const [active, setActive] = useState(0)
  const focusNext = useRef<number | null>(null)
  const [nearby] = useState(() => new NearbyRows())
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
    rangeExtractor: nearby.of,
  })
  const items = virtual.getVirtualItems()
  // Drawn for a frame and gone in the next; when the scrolling ends the rows are drawn as they are.
  const fleeting = nearby.leapt && virtual.isScrolling
  const first = items[0]?.index ?? 0
  const last = items.at(-1)?.index ?? 0
  const behind = items.length > 0 && (rows.at(first) === undefined || rows.at(last) === undefined)
  const tabbable = active >= first && active <= last ? active : first

  useEffect(() => onBehind(behind), [behind, onBehind])
  useEffect(() => {
    if (current) rows.want(first, last)
  }, [rows, current, first, last])
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list begins at its top
  useEffect(() => {
    scroller?.scrollTo({ top: 0 })
    setActive(0)
  }, [list])
  useEffect(() => {
    if (focusNext.current === null) return
    const row = scroller?.querySelector<HTMLElement>(`[data-index="${focusNext.current}"]`)
    if (row === null || row === undefined) return
    focusNext.current = null
    row.focus({ preventScroll: true })
  })

  // What a row does is the same function at every drawing: a row is drawn again when it shows something else.
  const onOpen = useCallbackRef(props.onOpen)
  const onSelect = useCallbackRef(props.onSelect)
  const onKey = useCallbackRef((event: KeyboardEvent, row: T | undefined, index: number) => {
    if (event.target !== event.currentTarget) return
    const leap = Math.max(1, Math.floor((scroller?.clientHeight ?? 400) / ROW_HEIGHT) - 2)
    const target = {
      ArrowDown: index + 1,
      ArrowUp: index - 1,
      PageDown: index + leap,
      PageUp: index - leap,
      Home: 0,
      End: count - 1,
    }[event.key]
    if (target !== undefined) {
      const to = Math.max(0, Math.min(count - 1, target))
      focusNext.current = to
      setActive(to)
      nearby.aim(to)
      virtual.scrollToIndex(to)
    } else if (event.key === ' ' && selectable && row !== undefined) onSelect(row, index, event.shiftKey)
    else if (event.key === 'Enter' && row !== undefined) onOpen(row)
    else return
    event.preventDefault()
  })

  return (
    // biome-ignore lint/a11y/useSemanticElements: virtual rows are placed by transform
    <div role="rowgroup" className={classes['body']} style={{ height: virtual.getTotalSize() }}>
      {items.map(({ index }, place) => {
        const row = current ? rows.at(index) : undefined
        return (
          <TableRow
            // None of the rows of the last frame is there: the places are filled anew, not made anew.
            key={fleeting ? `place ${place}` : index}
            index={index}
            row={row}
            columns={props.columns}
            template={props.template}
            selectable={selectable}
            selected={row !== undefined && chosen.has(rowId(row))}
            tabbable={index === tabbable}
            fleeting={fleeting}
            selectLabel={selectLabel}
            onOpen={props.onOpen && onOpen}
            onSelect={onSelect}
            onKey={onKey}
            onFocus={setActive}
          />
        )
      })}
    </div>
  )
}
