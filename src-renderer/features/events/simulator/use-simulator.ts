import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { putNewest, useApi, useHere } from '../../../app/index.ts'
import { useTellProblem } from '../../../components/index.ts'

/** While it runs, how often its count is asked for. Milliseconds. */
const EVERY_MS = 2_000

/** "A busy Tuesday", as it stands, and the switch. `state` is undefined until it is known. */
export function useSimulator() {
  const api = useApi()
  const { session } = useHere()
  const queries = useQueryClient()
  const tellError = useTellProblem()
  const options = api.events.simulator.queryOptions({ enabled: session.workspace.sample })
  const query = useQuery({
    ...options,
    refetchInterval: (q) => (q.state.data?.running === true ? EVERY_MS : false),
  })
  const turn = useMutation(
    api.events.simulate.mutationOptions({
      onSuccess: (state) => putNewest(queries, options.queryKey, state),
      onError: tellError,
    }),
  )
  return { state: query.data, turn }
}
