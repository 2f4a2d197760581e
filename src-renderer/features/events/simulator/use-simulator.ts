import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useApi, useHere } from '../../../app/index.ts'
import { useComplaint } from '../../../components/index.ts'

/** While it runs, how often its count is asked for. Milliseconds. */
const EVERY_MS = 2_000

/** "A busy Tuesday", as it stands, and the switch. `state` is undefined until it is known. */
export function useSimulator() {
  const api = useApi()
  const { session } = useHere()
  const queries = useQueryClient()
  const complain = useComplaint()
  const options = api.events.simulator.queryOptions({ enabled: session.workspace.sample })
  const query = useQuery({
    ...options,
    refetchInterval: (q) => (q.state.data?.running === true ? EVERY_MS : false),
  })
  const turn = useMutation(
    api.events.simulate.mutationOptions({
      onSuccess: (state) => queries.setQueryData(options.queryKey, state),
      onError: complain,
    }),
  )
  return { state: query.data, turn }
}
