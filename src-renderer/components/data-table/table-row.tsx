import { type KeyboardEvent, memo } from 'react'
import { PlainCheckbox } from '../plain-checkbox.tsx'
import classes from './data-table.module.css'
import type { Column } from './model.ts'

export const ROW_HEIGHT = 40

const WAITING = <div className={classes['waiting']} />

interface TableRowProps<T> {
  readonly index: number
  /** Undefined while its page is on the way. */
  readonly row: T | undefined
  readonly columns: readonly Column<T>[]
  readonly template: string
  readonly selectable: boolean
  readonly selected: boolean
  readonly tabbable: boolean
  /** The table flies past: only its first column is drawn, as text. */
  readonly fleeting: boolean
  readonly selectLabel: string
  readonly onOpen: ((row: T) => void) | undefined
  readonly onSelect: (row: T, index: number, range: boolean) => void
  readonly onKey: (event: KeyboardEvent, row: T | undefined, index: number) => void
  readonly onFocus: (index: number) => void
}

/** One row. Memoised: while the table scrolls, rows that stay are not drawn again. */
function TableRowOnce<T>(props: TableRowProps<T>) {
  const { index, row, selectable, selected } = props
  return (
    // biome-ignore lint/a11y/useSemanticElements: virtual rows are placed by transform, which table rows do not take
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selectable ? selected : undefined}
      data-index={index}
      tabIndex={props.tabbable ? 0 : -1}
      className={`${classes['line']} ${classes['row']} ${props.onOpen === undefined ? '' : classes['opens']}`}
      style={{
        gridTemplateColumns: props.template,
        transform: `translateY(${index * ROW_HEIGHT}px)`,
      }}
      onFocus={() => props.onFocus(index)}
      onKeyDown={(event) => props.onKey(event, row, index)}
      onClick={(event) => {
        // A click on a control inside the row is the control's.
        const inside = event.target instanceof Element && event.target.closest('button, a, input, label')
        if (row !== undefined && !inside) props.onOpen?.(row)
      }}
    >
      {props.fleeting ? fleetingCells(props) : cells(props)}
    </div>
  )
}

function cells<T>({ index, row, columns, selectable, selected, selectLabel, onSelect }: TableRowProps<T>) {
  return (
    <>
      {selectable && (
        // biome-ignore lint/a11y/useSemanticElements: a cell of a grid made of divs
        // biome-ignore lint/a11y/useFocusableInteractive: the row takes the focus
        <div role="gridcell" className={classes['cell']}>
          {row === undefined ? (
            <div className={classes['waitingBox']} />
          ) : (
            <PlainCheckbox
              tabIndex={-1}
              aria-label={selectLabel}
              checked={selected}
              onChange={() => undefined}
              onClick={(event) => onSelect(row, index, event.shiftKey)}
            />
          )}
        </div>
      )}
      {columns.map((column) => (
        // biome-ignore lint/a11y/useSemanticElements: a cell of a grid made of divs
        // biome-ignore lint/a11y/useFocusableInteractive: the row takes the focus
        <div
          key={column.id}
          role="gridcell"
          className={`${classes['cell']} ${column.align === 'right' ? classes['right'] : ''}`}
        >
          {row === undefined ? WAITING : column.cell(row)}
        </div>
      ))}
    </>
  )
}

/**
 * While the table flies past a row is there for a frame: the text of its first column and one bar for all others are
 * enough to see where one is, and each cell more would be drawn in every row of every frame.
 */
function fleetingCells<T>({ row, columns: [first], selectable }: TableRowProps<T>) {
  return (
    <>
      {selectable && <div />}
      {/* biome-ignore lint/a11y/useSemanticElements: a cell of a grid made of divs */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: the row takes the focus */}
      <div role="gridcell" className={classes['cell']}>
        {row === undefined ? WAITING : first?.text(row)}
      </div>
      <div className={selectable ? classes['afterBoth'] : classes['afterFirst']}>{WAITING}</div>
    </>
  )
}

// memo() loses the type parameter; the component itself is unchanged.
export const TableRow = memo(TableRowOnce) as typeof TableRowOnce
