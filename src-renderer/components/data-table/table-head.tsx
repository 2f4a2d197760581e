import { Checkbox } from '@mantine/core'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import classes from './data-table.module.css'
import type { Column, Sort } from './model.ts'

interface TableHeadProps<T> {
  readonly columns: readonly Column<T>[]
  readonly template: string
  readonly sort: Sort | undefined
  readonly sortBy: (column: Column<T>) => void
  /** Undefined where nothing can be selected. */
  readonly select:
    | {
        readonly none: boolean
        readonly all: boolean
        readonly some: boolean
        readonly toggle: (on: boolean) => void
      }
    | undefined
}

/** The sticky head: sorts by the console, and selects what is loaded. */
export function TableHead<T>({ columns, template, sort, sortBy, select }: TableHeadProps<T>) {
  const { t } = useTranslation('components')
  const ariaSort = (column: Column<T>) => {
    if (column.sort === undefined) return undefined
    if (sort?.field !== column.sort) return 'none'
    return sort.direction === 'asc' ? 'ascending' : 'descending'
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a grid made of divs
    // biome-ignore lint/a11y/useFocusableInteractive: its buttons take the focus
    <div
      role="row"
      aria-rowindex={1}
      className={`${classes['line']} ${classes['head']}`}
      style={{ gridTemplateColumns: template }}
    >
      {select !== undefined && (
        // biome-ignore lint/a11y/useSemanticElements: a grid made of divs
        // biome-ignore lint/a11y/useFocusableInteractive: its checkbox takes the focus
        <div role="columnheader" className={classes['title']}>
          <Checkbox
            size="xs"
            aria-label={t('table.selectAll')}
            // Before the first rows there is nothing to take.
            disabled={select.none}
            checked={select.all}
            indeterminate={select.some && !select.all}
            onChange={(event) => select.toggle(event.currentTarget.checked)}
          />
        </div>
      )}
      {columns.map((column) => (
        // biome-ignore lint/a11y/useSemanticElements: a grid made of divs
        // biome-ignore lint/a11y/useFocusableInteractive: its button takes the focus
        <div
          key={column.id}
          role="columnheader"
          aria-sort={ariaSort(column)}
          className={`${classes['title']} ${column.align === 'right' ? classes['right'] : ''}`}
        >
          {column.sort === undefined ? (
            column.header
          ) : (
            <button
              type="button"
              className={classes['sort']}
              title={t('table.sortBy', { column: column.header })}
              onClick={() => sortBy(column)}
            >
              {column.header}
              {sort?.field === column.sort &&
                (sort.direction === 'asc' ? <IconArrowUp size={13} /> : <IconArrowDown size={13} />)}
            </button>
          )}
        </div>
      ))}
    </div>
  )
}
