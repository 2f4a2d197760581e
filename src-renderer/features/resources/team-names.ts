import { useQuery } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import { useApi } from '../../app/connection.tsx'

/** The organization's teams, and the name of each by its id. */
export function useTeamNames() {
  const api = useApi()
  const query = useQuery(api.teams.list.queryOptions({ input: { limit: 500 } }))
  const teams = useMemo(() => query.data?.items ?? [], [query.data])
  const names = useMemo(() => new Map(teams.map((t) => [t.id, t.name])), [teams])
  return { teams, nameOf: useCallback((id: string) => names.get(id) ?? '…', [names]) }
}
