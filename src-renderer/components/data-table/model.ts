import type { ReactNode } from 'react'

export interface Sort {
  readonly field: string
  readonly direction: 'asc' | 'desc'
}

export interface PageOf<T> {
  readonly items: readonly T[]
  /** Cursor of the next page; null at the end. */
  readonly next: string | null
  /** Rows in all pages together. */
  readonly total: number
}

/** Where a page begins: after the one whose `next` is `cursor`, or after the first `skip` rows. */
export interface Beginning {
  readonly cursor?: string
  readonly skip?: number
}

/** Reads one page; the page's filters are in the closure, and in the table's `queryKey`. */
export type LoadPage<T> = (
  request: Beginning & { readonly limit: number; readonly sort?: Sort },
  signal?: AbortSignal,
) => Promise<PageOf<T>>

/** That a list may be taken out as a file, and by whom; made by `useExporting` of the shell. */
export interface Exporting {
  /** Why this person may not; null where they may. */
  readonly whyNot: string | null
  /** Tells the trail. Rejects where it is refused, and then there is no file. */
  readonly record: (taken: {
    readonly rows: number
    readonly columns: readonly string[]
    readonly order: string
  }) => Promise<unknown>
}

export interface Column<T> {
  readonly id: string
  readonly header: string
  readonly cell: (row: T) => ReactNode
  /** The cell as a CSV export has it. */
  readonly text: (row: T) => string | number
  /** The field by which the console sorts; without one the column does not sort. */
  readonly sort?: string
  /** Share of the free width; 1 unless told. */
  readonly grow?: number
  /** Least width in pixels; 120 unless told. */
  readonly width?: number
  readonly align?: 'left' | 'right'
  /** Not shown until chosen in the column chooser. */
  readonly hidden?: boolean
}
