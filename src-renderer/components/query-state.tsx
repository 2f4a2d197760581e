import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { isGone } from '../errors.ts'
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

/** A query's four faces: loading, offline, error, and its data. Old data stays while new is fetched, and where it cannot be. */
export function QueryState<T>({ query, children, loading }: QueryStateProps<T>) {
  const up = useLink((s) => s.link.state === 'up')
  const failed = () => <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  if (query.isError && isGone(query.error)) return failed()
  if (query.data !== undefined) return children(query.data)
  if (!up) return <OfflineState />
  if (query.isError) return failed()
  return loading ?? <LoadingState />
}
