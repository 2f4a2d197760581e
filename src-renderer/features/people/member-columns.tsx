import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Member } from '../../../src-preload/contract/members.ts'
import { useHere } from '../../app/index.ts'
import {
  Beside,
  CellName,
  ColorAvatar,
  type Column,
  Faint,
  StateBadge,
  Time,
} from '../../components/index.ts'
import { RoleNames, TeamNames } from './name-badges.tsx'
import { useNames } from './names.ts'

/** The columns of People, in their order. */
export function useMemberColumns(): readonly Column<Member>[] {
  const { t, i18n } = useTranslation('people')
  const { t: words } = useTranslation('words')
  const { user } = useHere()
  const names = useNames()
  // biome-ignore lint/correctness/useExhaustiveDependencies: texts follow the language
  return useMemo<readonly Column<Member>[]>(
    () => [
      {
        id: 'name',
        header: t('column.name'),
        sort: 'name',
        width: 186,
        grow: 1.6,
        text: (m) => m.name,
        cell: (m) => (
          <Beside>
            <ColorAvatar name={m.name} size={26} />
            <CellName>{m.name}</CellName>
            {m.userId === user.id && <Faint>({t('you')})</Faint>}
          </Beside>
        ),
      },
      {
        id: 'email',
        header: t('column.email'),
        sort: 'email',
        width: 160,
        grow: 2.3,
        text: (m) => m.email,
        cell: (m) => <span title={m.email}>{m.email}</span>,
      },
      {
        id: 'roles',
        header: t('column.roles'),
        width: 133,
        grow: 1.2,
        text: (m) => m.roleIds.map(names.role).join('; '),
        cell: (m) => <RoleNames names={m.roleIds.map(names.role)} most={1} />,
      },
      {
        id: 'teams',
        header: t('column.teams'),
        width: 136,
        grow: 1.2,
        text: (m) => m.teamIds.map(names.team).join('; '),
        cell: (m) => <TeamNames names={m.teamIds.map(names.team)} most={1} />,
      },
      {
        id: 'state',
        header: t('column.state'),
        sort: 'state',
        width: 104,
        grow: 0.6,
        text: (m) => words(`membershipState.${m.state}`),
        cell: (m) => <StateBadge state={m.state} label={words(`membershipState.${m.state}`)} />,
      },
      {
        id: 'source',
        header: t('column.source'),
        sort: 'source',
        width: 84,
        grow: 0.6,
        // Its filter is above the table; its place is what the e-mail addresses need.
        hidden: true,
        text: (m) => words(`source.${m.source}`),
        cell: (m) => words(`source.${m.source}`),
      },
      {
        id: 'department',
        header: t('column.department'),
        sort: 'department',
        width: 106,
        text: (m) => m.department,
        cell: (m) => m.department,
      },
      {
        id: 'jobTitle',
        header: t('column.jobTitle'),
        width: 125,
        hidden: true,
        text: (m) => m.title,
        cell: (m) => m.title,
      },
      {
        id: 'joined',
        header: t('column.joined'),
        sort: 'joinedAt',
        width: 118,
        grow: 0.8,
        text: (m) => m.joinedAt,
        cell: (m) => <Time at={m.joinedAt} show="date" />,
      },
      {
        id: 'addedBy',
        header: t('column.addedBy'),
        width: 130,
        hidden: true,
        text: (m) => m.addedBy,
        cell: (m) => m.addedBy,
      },
    ],
    [i18n.language, user.id, names],
  )
}
