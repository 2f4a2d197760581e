import { Button } from '@mantine/core'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLink } from '../../state/index.ts'
import { EmptyState } from '../empty-state.tsx'
import { ErrorState } from '../error-state.tsx'
import { OfflineState } from '../offline-state.tsx'
import classes from './data-table.module.css'
import type { Column, Exporting, LoadPage, Sort } from './model.ts'
import { NearbyRows } from './nearby-rows.ts'
import { TableBar } from './table-bar.tsx'
import { TableHead } from './table-head.tsx'
import { ROW_HEIGHT, TableRow } from './table-row.tsx'
import { useColumns } from './use-columns.ts'
import { useExport } from './use-export.ts'
import { useKeysetRows } from './use-keyset-rows.ts'
import { useSelection } from './use-selection.ts'

export interface DataTableProps<T> {
  /** Names the table: its columns are remembered under it, and its export is called so. */
  readonly id: string
  /** What the table shows, for screen readers. */
  readonly label: string
  /** Of the list with its filters, such as `[...api.members.list.key(), filter]`; whatever invalidates it renews the rows. */
  readonly queryKey: readonly unknown[]
  readonly loadPage: LoadPage<T>
  /** Stable between renders, as are `rowId` and `onOpen` (module scope, useMemo, useCallback). */
  readonly columns: readonly Column<T>[]
  readonly rowId: (row: T) => string
  /** Where the address says nothing. */
  readonly sort?: Sort
  /** Search box and filters, in the bar above the rows. */
  readonly filters?: ReactNode
  /** Enter or a click on a row. */
  readonly onOpen?: (row: T) => void
  /** Makes rows selectable; what can be done with them. */
  readonly bulk?: (selected: readonly T[], clear: () => void) => ReactNode
  /** Lets the list be taken out as a file. */
  readonly exporting?: Exporting
  /** In the place of the rows when there are none and nothing is filtered. */
  readonly empty?: ReactNode
  readonly filtered?: boolean
}

const SELECT_WIDTH = 44
const SKELETON_ROWS = 12

export function DataTable<T>(props: DataTableProps<T>) {
  const { loadPage, columns, rowId, onOpen, bulk } = props
  const { t } = useTranslation('components')
  const up = useLink((s) => s.link.state === 'up')
  const { table, visible, sort, sortBy } = useColumns(props.id, columns, props.sort)
  const { rows, head, current } = useKeysetRows(props.queryKey, loadPage, sort)
  const selection = useSelection(JSON.stringify(props.queryKey), rowId)
  const scroller = useRef<HTMLDivElement>(null)
  const [active, setActive] = useState(0)
  const anchor = useRef(0)
  const focusNext = useRef<number | null>(null)

  const selectable = bulk !== undefined
  const count = current ? rows.total : SKELETON_ROWS
  const [nearby] = useState(() => new NearbyRows())
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
    rangeExtractor: nearby.of,
  })
  const items = virtual.getVirtualItems()
  // Drawn for a frame and gone in the next; when the scrolling ends the rows are drawn as they are.
  const waiting = !current || (items.length > 0 && rows.at(items.at(-1)?.index ?? 0) === undefined)
  const fleeting = nearby.leapt && virtual.isScrolling
  const first = items[0]?.index ?? 0
  const last = items.at(-1)?.index ?? 0
  const tabbable = active >= first && active <= last ? active : first

  useEffect(() => {
    if (current) rows.want(last + 200)
  }, [rows, current, last])
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list begins at its top
  useEffect(() => {
    scroller.current?.scrollTo({ top: 0 })
    setActive(0)
  }, [JSON.stringify([props.queryKey, sort])])
  useEffect(() => {
    if (focusNext.current === null) return
    const row = scroller.current?.querySelector<HTMLElement>(`[data-index="${focusNext.current}"]`)
    if (row === null || row === undefined) return
    focusNext.current = null
    row.focus({ preventScroll: true })
  })

  const template = useMemo(
    () =>
      [
        ...(selectable ? [`${SELECT_WIDTH}px`] : []),
        ...visible.map((c) => `minmax(${c.width ?? 120}px, ${c.grow ?? 1}fr)`),
      ].join(' '),
    [selectable, visible],
  )
  const width = visible.reduce((sum, c) => sum + (c.width ?? 120), selectable ? SELECT_WIDTH : 0)

  const { change } = selection
  const onSelect = useCallback(
    (row: T, index: number, range: boolean) => {
      const id = rowId(row)
      const on = !selection.chosen.has(id)
      const [from, to] = range
        ? [Math.min(anchor.current, index), Math.max(anchor.current, index)]
        : [index, index]
      const span: T[] = []
      for (let at = from; at <= to; at++) {
        const one = rows.at(at)
        if (one !== undefined) span.push(one)
      }
      anchor.current = index
      change(span, on)
    },
    [rowId, rows, change, selection.chosen],
  )
  const onKey = useCallback(
    (event: KeyboardEvent, row: T | undefined, index: number) => {
      if (event.target !== event.currentTarget) return
      const leap = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 400) / ROW_HEIGHT) - 2)
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
        virtual.scrollToIndex(to)
      } else if (event.key === ' ' && selectable && row !== undefined) onSelect(row, index, event.shiftKey)
      else if (event.key === 'Enter' && row !== undefined) onOpen?.(row)
      else return
      event.preventDefault()
    },
    [count, onOpen, onSelect, selectable, virtual],
  )

  const total = current ? count : null
  const taking = useExport({ id: props.id, loadPage, sort, visible, total, exporting: props.exporting })

  const body = (): ReactNode => {
    if (head.data === undefined && !up) return <OfflineState />
    if (head.data === undefined && head.isError)
      return <ErrorState error={head.error} onRetry={() => void head.refetch()} />
    if (current && count === 0)
      return props.filtered === true ? (
        <EmptyState title={t('table.nothing')} text={t('table.nothingText')} />
      ) : (
        (props.empty ?? <EmptyState title={t('table.nothing')} />)
      )
    return null
  }
  const instead = body()
  const loaded = current ? rows.loadedCount : 0

  return (
    <div className={classes['frame']}>
      <TableBar
        total={total}
        waiting={waiting && head.fetchStatus !== 'paused' && !head.isError && rows.failed === null}
        filters={props.filters}
        columns={columns.map((c) => ({
          id: c.id,
          header: c.header,
          shown: visible.includes(c),
          toggle: () => table.getColumn(c.id)?.toggleVisibility(),
        }))}
        exporting={props.exporting}
        taking={taking}
        selected={selection.chosen.size}
        bulk={bulk?.([...selection.chosen.values()], selection.clear)}
        onClear={selection.clear}
      />
      {rows.failed !== null && current && (
        <div className={classes['bar']} role="alert">
          {t('table.more')}
          <Button size="compact-sm" variant="default" onClick={() => rows.retry()}>
            {t('table.retry')}
          </Button>
        </div>
      )}
      <div ref={scroller} className={classes['scroll']}>
        {/* biome-ignore lint/a11y/useSemanticElements: virtual rows are placed by transform */}
        <div
          role="grid"
          aria-label={props.label}
          aria-rowcount={count + 1}
          aria-busy={!current}
          aria-multiselectable={selectable || undefined}
          style={{ minWidth: width }}
        >
          <TableHead
            columns={visible}
            template={template}
            sort={sort}
            sortBy={sortBy}
            select={
              selectable
                ? {
                    none: loaded === 0,
                    all: loaded > 0 && selection.chosen.size >= loaded,
                    some: selection.chosen.size > 0,
                    toggle: (on) => (on ? change(rows.loaded, true) : selection.clear()),
                  }
                : undefined
            }
          />
          {instead === null && (
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
                    columns={visible}
                    template={template}
                    selectable={selectable}
                    selected={row !== undefined && selection.chosen.has(rowId(row))}
                    tabbable={index === tabbable}
                    fleeting={fleeting}
                    selectLabel={t('table.selectRow')}
                    onOpen={onOpen}
                    onSelect={onSelect}
                    onKey={onKey}
                    onFocus={setActive}
                  />
                )
              })}
            </div>
          )}
        </div>
        {instead}
      </div>
    </div>
  )
}
