/**
 * What stands in the cells of a table, as plain elements: some thirty rows are made at once and a hundred in a second of
 * scrolling, and each of Mantine's components reads theme and style props anew.
 */
import type { ReactNode } from 'react'
import classes from './cells.module.css'

interface CellProps {
  readonly children: ReactNode
}

/** Several things in one line, such as a picture and a name; `tight` for things of a kind. */
export const Beside = ({ tight = false, children }: CellProps & { readonly tight?: boolean }) => (
  <div className={`${classes['beside']} ${tight ? classes['tight'] : ''}`}>{children}</div>
)

/** What a row is called; `full` is shown on hover where the cell shows less. */
export const CellName = ({ full, children }: CellProps & { readonly full?: string }) => (
  <span className={classes['name']} title={full}>
    {children}
  </span>
)

/** A remark beside the rest, or in the place of nothing. */
export const Faint = ({ children }: CellProps) => <span className={classes['faint']}>{children}</span>
