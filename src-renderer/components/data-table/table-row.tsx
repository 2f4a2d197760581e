import { Checkbox } from '@mantine/core'
import { type KeyboardEvent, memo, type ReactNode } from 'react'
import classes from './data-table.module.css'
import type { Column } from './model.ts'

export const ROW_HEIGHT = 40

interface TableRowProps<T> {
  readonly index: number
  /** Undefined while its page is on the way. */
  readonly row: T | undefined
  readonly columns: readonly Column<T>[]
  readonly template: string
  readonly selectable: boolean
  readonly selected: boolean
  readonly tabbable: boolean
  /** Only its first column is drawn, as text: enough to see where one is while the table flies past. */
  readonly fleeting: boolean
  readonly selectLabel: string
  readonly onOpen: ((row: T) => void) | undefined
  readonly onSelect: (row: T, index: number, range: boolean) => void
  readonly onKey: (event: KeyboardEvent, row: T | undefined, index: number) => void
  readonly onFocus: (index: number) => void
}

/** One row. Memoised: while the table scrolls, rows that stay are not drawn again. */
function TableRowOnce<T>(props: TableRowProps<T>) {
  const { index, row, columns, selectable, selected, fleeting } = props
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
      {selectable && (
        // biome-ignore lint/a11y/useSemanticElements: a cell of a grid made of divs
        // biome-ignore lint/a11y/useFocusableInteractive: the row takes the focus
        <div role="gridcell" className={classes['cell']}>
          {row === undefined || fleeting ? (
            <div className={classes['waitingBox']} />
          ) : (
            <Checkbox
              size="xs"
              tabIndex={-1}
              aria-label={props.selectLabel}
              checked={selected}
              onChange={() => undefined}
              onClick={(event) => props.onSelect(row, index, event.shiftKey)}
            />
          )}
        </div>
      )}
      {columns.map((column, place) => (
        // biome-ignore lint/a11y/useSemanticElements: a cell of a grid made of divs
        // biome-ignore lint/a11y/useFocusableInteractive: the row takes the focus
        <div
          key={column.id}
          role="gridcell"
          className={`${classes['cell']} ${column.align === 'right' ? classes['right'] : ''}`}
        >
          {contentOf(column, row, fleeting, place)}
        </div>
      ))}
    </div>
  )
}

function contentOf<T>(column: Column<T>, row: T | undefined, fleeting: boolean, place: number): ReactNode {
  if (row !== undefined && !fleeting) return column.cell(row)
  return row !== undefined && place === 0 ? column.text(row) : <div className={classes['waiting']} />
}

// memo() loses the type parameter; the component itself is unchanged.
export const TableRow = memo(TableRowOnce) as typeof TableRowOnce
