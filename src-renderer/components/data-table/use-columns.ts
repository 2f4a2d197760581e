import { columnVisibilityFeature, rowSortingFeature, tableFeatures, useTable } from '@tanstack/react-table'
import { useMemo } from 'react'
import { usePreferences, useUrlState } from '../../state/index.ts'
import type { Column, Sort } from './model.ts'

const features = tableFeatures({ columnVisibilityFeature, rowSortingFeature })
/** Rows are the virtualizer's: the table model holds columns, their visibility and the sort. */
const NO_ROWS: readonly object[] = []

/** `-name` in the address is name, descending. */
const sortIn = (text: string | undefined): Sort | undefined =>
  text === undefined || text === ''
    ? undefined
    : { field: text.replace(/^-/, ''), direction: text.startsWith('-') ? 'desc' : 'asc' }

/** Which columns are shown, and by which the console sorts. The choice of columns stays with the person, the sort with the address. */
export function useColumns<T>(id: string, columns: readonly Column<T>[], fallback: Sort | undefined) {
  const [url, setUrl] = useUrlState()
  const shown = usePreferences((s) => s.columns[id])
  const showColumns = usePreferences((s) => s.showColumns)
  const asked = sortIn(url['sort'])
  // A mistyped link sorts as if it said nothing.
  const sort = columns.some((c) => c.sort !== undefined && c.sort === asked?.field) ? asked : fallback
  const visibility = useMemo(
    () => Object.fromEntries(columns.map((c) => [c.id, shown?.[c.id] ?? c.hidden !== true])),
    [columns, shown],
  )
  const definitions = useMemo(
    () => columns.map((c) => ({ id: c.id, header: c.header, enableSorting: c.sort !== undefined })),
    [columns],
  )
  const sorted = columns.find((c) => c.sort !== undefined && c.sort === sort?.field)
  const table = useTable({
    features,
    columns: definitions,
    data: NO_ROWS,
    manualSorting: true,
    state: {
      columnVisibility: visibility,
      sorting: sorted === undefined ? [] : [{ id: sorted.id, desc: sort?.direction === 'desc' }],
    },
    onColumnVisibilityChange: (update) =>
      showColumns(id, typeof update === 'function' ? update(visibility) : update),
  })
  // Not asked of the table, which is another one at every render: rows are drawn again when this changes.
  const visible = useMemo(() => {
    const chosen = columns.filter((c) => visibility[c.id] === true)
    return chosen.length > 0 ? chosen : columns.slice(0, 1)
  }, [columns, visibility])
  const sortBy = (column: Column<T>): void => {
    if (column.sort === undefined) return
    const turn = sort?.field === column.sort && sort.direction === 'asc'
    setUrl({ sort: turn ? `-${column.sort}` : column.sort })
  }
  return { table, visible, sort, sortBy }
}
