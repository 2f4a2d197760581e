import { useQuery } from '@tanstack/react-query'
import { useApi } from '../../../app/index.ts'

/** How often the queues are counted while one looks at them. Milliseconds. */
const EVERY_MS = 15_000
const LIMIT = 500

/** Dead letters per queue. */
export function useQueues() {
  const api = useApi()
  return useQuery(api.events.deadLetters.queryOptions({ refetchInterval: EVERY_MS }))
}

/** The oldest dead letters of a queue and their groups; anew whenever the queue holds another number. */
export function useLetters(queue: string, messages: number) {
  const api = useApi()
  const options = api.events.browse.queryOptions({ input: { queue, limit: LIMIT } })
  return useQuery({ ...options, queryKey: [...options.queryKey, messages], staleTime: EVERY_MS })
}
