import { keepPreviousData, skipToken, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useApi } from '../../../app/index.ts'

/** How often the queues are counted while one looks at them. Milliseconds. */
const EVERY_MS = 15_000
/** Messages that are listed before one asks for more. */
export const LISTED = 50

/** Dead letters per queue. */
export function useQueues() {
  const api = useApi()
  return useQuery(api.events.deadLetters.queryOptions({ refetchInterval: EVERY_MS }))
}

/** The groups of a queue's dead letters; anew whenever the queue holds another number. */
export function useGroups(queue: string, messages: number) {
  const api = useApi()
  const options = api.events.browse.queryOptions({ input: { queue, limit: 1 } })
  return useQuery({
    ...options,
    queryKey: [...options.queryKey, messages],
    staleTime: EVERY_MS,
    placeholderData: keepPreviousData,
  })
}

/** The dead letters that died of one reason, oldest first, so many pages of them as were asked for. */
export function useLettersOf(queue: string, because: string) {
  const api = useApi()
  return useInfiniteQuery(
    api.events.browse.infiniteOptions({
      input: (offset: number) => ({ queue, which: { because }, offset, limit: LISTED }),
      initialPageParam: 0,
      getNextPageParam: (last, pages) => {
        const shown = pages.reduce((sum, page) => sum + page.items.length, 0)
        return shown < last.matching ? shown : undefined
      },
      refetchInterval: EVERY_MS,
    }),
  )
}

/** One dead letter; its answer has no item where it is gone. */
export function useLetter(queue: string, id: string | undefined) {
  const api = useApi()
  return useQuery(
    api.events.browse.queryOptions({
      input: id === undefined ? skipToken : { queue, which: { ids: [id] }, limit: 1 },
    }),
  )
}
