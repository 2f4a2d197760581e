import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { BUILT_IN_ROLES, type BuiltInRole } from '../../../src-preload/contract/access.ts'
import { useApi } from '../../app/connection.tsx'
import { useCan } from '../../app/guarded.tsx'

const MOST_TEAMS = 500
const isBuiltIn = (id: string): id is BuiltInRole => BUILT_IN_ROLES.some((r) => r === id)

/** The roles of the organization; not asked for where reading roles is not allowed. */
export function useRoles() {
  const can = useCan()
  return useQuery(useApi().roles.list.queryOptions({ enabled: can('role', 'read') }))
}

/** The teams of the organization by name (the first 500); not asked for where reading teams is not allowed. */
export function useTeams() {
  const can = useCan()
  return useQuery(
    useApi().teams.list.queryOptions({
      input: { limit: MOST_TEAMS, sort: { field: 'name', direction: 'asc' } },
      enabled: can('team', 'read'),
    }),
  )
}

/** Names of roles and teams by id. What may not be read, or is gone, shows the beginning of its id. */
export function useNames(): {
  readonly role: (id: string) => string
  readonly team: (id: string) => string
  /** Changes when a name may have: for what is made once and kept. */
  readonly key: string
} {
  const { t } = useTranslation('words')
  const { data: roles, dataUpdatedAt: rolesAt } = useRoles()
  const { data: teams, dataUpdatedAt: teamsAt } = useTeams()
  return {
    key: `${rolesAt} ${teamsAt}`,
    role: (id) =>
      isBuiltIn(id) ? t(`builtInRole.${id}`) : (roles?.find((r) => r.id === id)?.name ?? id.slice(0, 8)),
    team: (id) => teams?.items.find((x) => x.id === id)?.name ?? id.slice(0, 8),
  }
}
