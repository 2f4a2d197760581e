import { Button } from '@mantine/core'
import { useCallbackRef } from '@mantine/hooks'
import { type ReactNode, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isGone } from '../../errors.ts'
import { useLink } from '../../state/index.ts'
import { EmptyState } from '../empty-state.tsx'
import { ErrorState } from '../error-state.tsx'
import { OfflineState } from '../offline-state.tsx'
import { tellProblem } from '../toast.tsx'
import { useTellProblem } from '../use-tell-problem.ts'
import classes from './data-table.module.css'
import { DropGone } from './drop-gone.ts'
import type { Column, Exporting, LoadPage, Sort } from './model.ts'
import { TableBar } from './table-bar.tsx'
import { TableHead } from './table-head.tsx'
import { TableRows } from './table-rows.tsx'
import { useColumns } from './use-columns.ts'
import { useExport } from './use-export.ts'
import { readAll, usePlacedRows } from './use-placed-rows.ts'
import { useSelection } from './use-selection.ts'

export interface DataTableProps<T> {
  /** Names the table: its columns are remembered under it, and its export is called so. */
  readonly id: string
  /** What the table shows, for screen readers. */
  readonly label: string
  /** Of the list with its filters, such as `[...api.members.list.key(), filter]`; whatever invalidates it renews the rows. */
  readonly queryKey: readonly unknown[]
  readonly loadPage: LoadPage<T>
  /** Stable between renders, as is `rowId` (module scope, useMemo). */
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
/** So many that are gone are named; the rest is a count. */
const NAMED = 12

export function DataTable<T>(props: DataTableProps<T>) {
  const { loadPage, columns, rowId, bulk } = props
  const { t } = useTranslation('components')
  const up = useLink((s) => s.link.state === 'up')
  const { table, visible, sort, sortBy } = useColumns(props.id, columns, props.sort)
  const { rows, head, key, current } = usePlacedRows(props.queryKey, loadPage, sort)
  const selection = useSelection(JSON.stringify(props.queryKey), rowId)
  // A state, so that the rows are drawn again, before anything is shown, once it is there.
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null)
  const anchor = useRef(0)
  const [behind, setBehind] = useState(false)
  const [ranging, setRanging] = useState(false)
  const tellError = useTellProblem()

  const selectable = bulk !== undefined
  const count = current ? rows.total : SKELETON_ROWS

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
  const onSelect = (row: T, index: number, range: boolean) => {
    const id = rowId(row)
    const on = !selection.chosen.has(id)
    const from = anchor.current
    anchor.current = index
    if (!range) return change([row], on)
    // Rows that nobody has looked at are chosen too: they are read first.
    setRanging(true)
    rows
      .between(Math.min(from, index), Math.max(from, index))
      .then((span) => change(span, on), tellError)
      .finally(() => setRanging(false))
  }

  const dropGone = useCallbackRef(() => {
    const { chosen } = selection
    const [named] = columns
    readAll(loadPage, sort, new AbortController().signal, () => undefined).then((all) => {
      const there = new Set(all.map(rowId))
      const gone = [...chosen].filter(([id]) => !there.has(id)).map(([, row]) => row)
      if (gone.length === 0) return
      change(gone, false)
      const names = gone.slice(0, NAMED).map((row) => named?.text(row))
      if (gone.length > NAMED) names.push(t('bulk.more', { count: gone.length - NAMED }))
      tellProblem(t('table.gone', { names: names.join(', ') }), t('table.goneText'))
    }, tellError)
  })
  const onClear = () => {
    selection.clear()
    // The button that was pressed goes, and with it the keyboard's place.
    scroller?.querySelector<HTMLElement>('[role="row"][tabindex="0"]')?.focus({ preventScroll: true })
  }

  const total = current ? count : null
  const taking = useExport({ id: props.id, loadPage, sort, visible, total, exporting: props.exporting })

  const body = (): ReactNode => {
    if (head.data === undefined && !up) return <OfflineState />
    if (head.isError && (head.data === undefined || isGone(head.error)))
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
        waiting={
          (!current || ranging || (instead === null && behind)) &&
          head.fetchStatus !== 'paused' &&
          !head.isError &&
          rows.failed === null
        }
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
        bulk={
          bulk && (
            <DropGone value={dropGone}>{bulk([...selection.chosen.values()], selection.clear)}</DropGone>
          )
        }
        onClear={onClear}
      />
      {rows.failed !== null && current && (
        <div className={classes['bar']} role="alert">
          {t('table.more')}
          <Button size="compact-sm" variant="default" onClick={() => rows.retry()}>
            {t('table.retry')}
          </Button>
        </div>
      )}
      <div ref={setScroller} className={classes['scroll']}>
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
            <TableRows
              rows={rows}
              current={current}
              count={count}
              list={key}
              scroller={scroller}
              columns={visible}
              template={template}
              selectable={selectable}
              chosen={selection.chosen}
              rowId={rowId}
              onOpen={props.onOpen}
              onSelect={onSelect}
              onBehind={setBehind}
            />
          )}
        </div>
        {instead}
      </div>
    </div>
  )
}
