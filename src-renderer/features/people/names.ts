import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { BUILT_IN_ROLES, type BuiltInRole } from '../../../src-preload/contract/access.ts'
import { useApi, useBridge, useCan } from '../../app/index.ts'

/** Teams read at once. */
const PAGE = 500
const isBuiltIn = (id: string): id is BuiltInRole => BUILT_IN_ROLES.some((r) => r === id)

/** The roles of the organization; not asked for where reading roles is not allowed. */
export function useRoles() {
  const can = useCan()
  return useQuery(useApi().roles.list.queryOptions({ enabled: can('role', 'read') }))
}

/** The names of all teams, page after page; not asked for where reading teams is not allowed. */
function useTeamNames() {
  const can = useCan()
  const { api, client } = useBridge()
  return useQuery({
    queryKey: [...api.teams.key(), 'names'],
    enabled: can('team', 'read'),
    queryFn: async ({ signal }) => {
      const names: { [id: string]: string } = {}
      let cursor: string | undefined
      do {
        const page = await client.teams.list({ limit: PAGE, cursor }, { signal })
        for (const team of page.items) names[team.id] = team.name
        cursor = page.next ?? undefined
      } while (cursor !== undefined)
      return names
    },
  })
}

/**
 * Names of roles and teams by id; the same object as long as they are the same names. What may not be read, or is gone,
 * shows the beginning of its id.
 */
export function useNames(): {
  readonly role: (id: string) => string
  readonly team: (id: string) => string
} {
  const { t } = useTranslation('words')
  const { data: roles } = useRoles()
  const { data: teams } = useTeamNames()
  return useMemo(
    () => ({
      role: (id: string) =>
        isBuiltIn(id) ? t(`builtInRole.${id}`) : (roles?.find((r) => r.id === id)?.name ?? id.slice(0, 8)),
      team: (id: string) => teams?.[id] ?? id.slice(0, 8),
    }),
    [t, roles, teams],
  )
}
