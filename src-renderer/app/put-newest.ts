import type { DataTag, QueryClient, QueryKey } from '@tanstack/react-query'

/**
 * Puts what a change answered into the cache as what its query has now. A read that began before the change may answer
 * after it, with what was: it is given up, or the page would go back to that.
 */
export async function putNewest<T>(
  queries: QueryClient,
  queryKey: DataTag<QueryKey, T, Error>,
  value: NoInfer<T>,
): Promise<void> {
  await queries.cancelQueries({ queryKey, exact: true })
  queries.setQueryData<T>(queryKey, value)
}
