import { Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ResourceKind } from '../../../src-preload/contract/access.ts'
import type { Countable } from '../../../src-preload/contract/resources.ts'
import { useApi, useCan } from '../../app/index.ts'
import { usePoolAmount } from '../../components/index.ts'
import { useNames } from '../people/names.ts'

const NO_TEAM = 'none'
const NOBODY: readonly Countable[] = []

export interface WhoseCount {
  readonly teams: readonly Countable[]
  /** Where nothing was chosen: the only one of the person's own teams that has a slice of the kind. */
  readonly meant: string | null
  /** Not read yet: whether there is such a choice, and what is meant, is not known. */
  readonly pending: boolean
}

/** The teams with a slice to which such a resource can be counted. */
export function useCountable(kind: ResourceKind): WhoseCount {
  const query = useQuery(useApi().resources.countable.queryOptions({ input: { kind } }))
  const teams = query.data ?? NOBODY
  const own = teams.filter((x) => x.mine && x.slices.some((s) => s.pool === kind && s.limit !== null))
  return { teams, meant: own.length === 1 ? (own[0]?.id ?? null) : null, pending: query.isPending }
}

interface CountsToProps {
  readonly kind: ResourceKind
  readonly teams: readonly Countable[]
  readonly value: string | null
  readonly onChange: (teamId: string | null) => void
  /** Why it may not be changed; null where it may. */
  readonly locked?: string | null
  readonly error?: string
}

/** Whose part of the pools a resource uses; not shown where no team has one. */
export function CountsTo({ kind, teams, value, onChange, locked = null, error }: CountsToProps) {
  const { t } = useTranslation('resources')
  const names = useNames()
  const can = useCan()
  const amount = usePoolAmount()
  const pools = useQuery(
    useApi().organizations.pools.queryOptions({ enabled: can('organization', 'read') }),
  ).data
  if (teams.length === 0 && value === null) return null
  const leftOf = (team: Countable): string =>
    team.slices
      .flatMap(({ pool, limit, used }) => (limit === null ? [] : [amount(pool, Math.max(0, limit - used))]))
      .join(', ')
  const pool = pools?.find((p) => p.pool === kind)
  const rest =
    pool && pool.limit !== null
      ? Math.max(0, pool.limit - pool.setAside - (pool.used - pool.setAsideUsed))
      : null
  const options = [
    {
      value: NO_TEAM,
      label: rest === null ? t('countsTo.rest') : t('countsTo.restLeft', { left: amount(kind, rest) }),
    },
    ...teams.map((team) => ({
      value: team.id,
      label: t('countsTo.left', { team: team.name, left: leftOf(team) }),
    })),
    ...(value !== null && !teams.some((team) => team.id === value)
      ? [{ value, label: t('countsTo.other', { team: names.team(value) }) }]
      : []),
  ]
  return (
    <Select
      label={t('countsTo.label')}
      description={locked ?? t('countsTo.text')}
      allowDeselect={false}
      disabled={locked !== null}
      error={error}
      data={options}
      value={value ?? NO_TEAM}
      onChange={(next) => onChange(next === null || next === NO_TEAM ? null : next)}
    />
  )
}
