import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useLink } from '../state/index.ts'
import { ErrorState } from './error-state.tsx'
import { LoadingState } from './loading-state.tsx'
import { OfflineState } from './offline-state.tsx'

interface QueryStateProps<T> {
  readonly query: UseQueryResult<T>
  readonly children: (data: T) => ReactNode
  /** In the place of the common skeleton. */
  readonly loading?: ReactNode
}

/** A query's four faces: loading, offline, error, and its data. Old data stays while new is fetched. */
export function QueryState<T>({ query, children, loading }: QueryStateProps<T>) {
  const up = useLink((s) => s.link.state === 'up')
  if (query.data !== undefined) return children(query.data)
  if (!up) return <OfflineState />
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  return loading ?? <LoadingState />
}
