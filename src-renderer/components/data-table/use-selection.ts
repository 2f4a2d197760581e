import { useCallback, useMemo, useState } from 'react'

/** The rows that are chosen, by id, with the rows themselves; another list (`key`) starts with none. */
export function useSelection<T>(key: string, rowId: (row: T) => string) {
  const [state, setState] = useState<{ readonly key: string; readonly chosen: ReadonlyMap<string, T> }>({
    key,
    chosen: new Map(),
  })
  const chosen = useMemo(() => (state.key === key ? state.chosen : new Map<string, T>()), [state, key])
  const change = useCallback(
    (rows: readonly T[], on: boolean) =>
      setState((before) => {
        const next = new Map(before.key === key ? before.chosen : [])
        for (const row of rows) on ? next.set(rowId(row), row) : next.delete(rowId(row))
        return { key, chosen: next }
      }),
    [key, rowId],
  )
  const clear = useCallback(() => setState({ key, chosen: new Map() }), [key])
  return { chosen, change, clear }
}
