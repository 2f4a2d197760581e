import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import type { LoadPage, Sort } from './model.ts'
import { PlacedRows } from './placed-rows.ts'

/** The first screen comes quickly, what is taken out in few round trips. */
const FIRST_PAGE = 100
const WHOLE_PAGES = 500

/**
 * Rows of a list, read where somebody looks. The first page is a query, so that what invalidates
 * queries of `queryKey` renews the list; the other pages are read once it is there.
 */
export function usePlacedRows<T>(
  queryKey: readonly unknown[],
  loadPage: LoadPage<T>,
  asked: Sort | undefined,
) {
  // The caller may make its sort anew at each render; a list begins anew only with another one.
  const { field, direction } = asked ?? {}
  const sort = useMemo<Sort | undefined>(
    () => (field === undefined || direction === undefined ? undefined : { field, direction }),
    [field, direction],
  )
  const [rows] = useState(() => new PlacedRows<T>())
  const load = useRef(loadPage)
  load.current = loadPage
  const shown = useRef<string | null>(null)
  const key = JSON.stringify([queryKey, sort])

  const head = useQuery({
    queryKey: [...queryKey, 'rows', sort],
    queryFn: ({ signal }) => load.current({ limit: FIRST_PAGE, sort }, signal),
    structuralSharing: false,
  })

  useEffect(() => {
    if (head.data === undefined) return
    rows.start(
      head.data,
      (from, limit, signal) => load.current({ ...from, limit, sort }, signal),
      shown.current === key,
    )
    shown.current = key
  }, [rows, head.data, key, sort])
  useEffect(() => () => rows.stop(), [rows])

  useSyncExternalStore(rows.subscribe, rows.version)
  return { rows, head, key, current: shown.current === key }
}

/** Every row of the list, page after page, for an export. Rejects when `signal` aborts. */
export async function readAll<T>(
  loadPage: LoadPage<T>,
  sort: Sort | undefined,
  signal: AbortSignal,
  onProgress: (done: number, total: number) => void,
): Promise<readonly T[]> {
  const all: T[] = []
  let cursor: string | undefined
  do {
    signal.throwIfAborted()
    const page = await loadPage({ cursor, limit: WHOLE_PAGES, sort }, signal)
    all.push(...page.items)
    onProgress(all.length, page.total)
    cursor = page.next ?? undefined
  } while (cursor !== undefined)
  return all
}
