import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Team } from '../../../src-preload/contract/teams.ts'
import { CellName, type Column, NumberText, Time } from '../../components/index.ts'
import { useGrantWords } from './grant-words.ts'

const noName = (): null => null

/** The columns of Teams. Single things are counted here and named in the drawer. */
export function useTeamColumns(): readonly Column<Team>[] {
  const { t } = useTranslation('teams')
  const words = useGrantWords(noName)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the words follow the language, as `t` does
  return useMemo<readonly Column<Team>[]>(() => {
    const grantsOf = (team: Team): string => {
      const kinds = team.grants.filter((g) => g.resourceId === null)
      const singles = team.grants.length - kinds.length
      return [kinds.length > 0 && words(kinds), singles > 0 && t('singles', { count: singles })]
        .filter((part) => part !== false)
        .join('; ')
    }
    return [
      {
        id: 'name',
        header: t('column.name'),
        sort: 'name',
        width: 150,
        text: (team) => team.name,
        cell: (team) => <CellName>{team.name}</CellName>,
      },
      {
        id: 'description',
        header: t('column.description'),
        width: 150,
        grow: 1.3,
        text: (team) => team.description,
        cell: (team) => <span title={team.description}>{team.description}</span>,
      },
      {
        id: 'members',
        header: t('column.members'),
        width: 95,
        grow: 0.4,
        align: 'right',
        text: (team) => team.members,
        cell: (team) => <NumberText value={team.members} />,
      },
      {
        id: 'grants',
        header: t('column.grants'),
        width: 240,
        grow: 2.2,
        text: grantsOf,
        cell: (team) => {
          const grants = grantsOf(team)
          return <span title={grants}>{grants === '' ? t('grants.none') : grants}</span>
        },
      },
      {
        id: 'created',
        header: t('column.created'),
        sort: 'createdAt',
        width: 135,
        grow: 0.6,
        text: (team) => team.createdAt,
        cell: (team) => <Time at={team.createdAt} show="date" />,
      },
    ]
  }, [t])
}
