import { Group } from '@mantine/core'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { PlatformOrganization } from '../../../src-preload/contract/platform.ts'
import { CellName, type Column, NumberText, StateBadge, Time } from '../../components/index.ts'
import { type MenuDialogs, OrganizationMenu } from './organization-menu.tsx'

/** @param dialogs the same functions at every drawing */
export function useOrganizationColumns({
  onAsk,
  onLimits,
}: MenuDialogs): readonly Column<PlatformOrganization>[] {
  const { t } = useTranslation('organizations')
  const { t: words } = useTranslation('words')
  return useMemo(
    () => [
      {
        id: 'name',
        header: t('name'),
        sort: 'name',
        width: 200,
        grow: 3,
        cell: (row) => <CellName>{row.name}</CellName>,
        text: (row) => row.name,
      },
      {
        id: 'slug',
        header: t('slug'),
        sort: 'slug',
        grow: 2,
        cell: (row) => row.slug,
        text: (row) => row.slug,
      },
      {
        id: 'state',
        header: t('state'),
        sort: 'state',
        width: 110,
        cell: (row) => <StateBadge state={row.state} label={words(`organizationState.${row.state}`)} />,
        text: (row) => row.state,
      },
      {
        id: 'kind',
        header: t('kind'),
        hidden: true,
        cell: (row) => t(`kinds.${row.kind}`),
        text: (row) => row.kind,
      },
      {
        id: 'members',
        header: t('members'),
        align: 'right',
        width: 100,
        cell: (row) => <NumberText value={row.members} />,
        text: (row) => row.members,
      },
      {
        id: 'seats',
        header: t('seats'),
        align: 'right',
        width: 100,
        cell: (row) =>
          row.limits.seats == null ? words('noLimit') : <NumberText value={row.limits.seats} />,
        text: (row) => row.limits.seats ?? '',
      },
      {
        id: 'createdAt',
        header: t('created'),
        sort: 'createdAt',
        width: 130,
        cell: (row) => <Time at={row.createdAt} show="date" />,
        text: (row) => row.createdAt,
      },
      {
        id: 'actions',
        header: t('actionsColumn'),
        align: 'right',
        width: 90,
        grow: 0,
        cell: (row) => (
          <Group justify="flex-end">
            <OrganizationMenu key={row.id} organization={row} onAsk={onAsk} onLimits={onLimits} />
          </Group>
        ),
        text: () => '',
      },
    ],
    [t, words, onAsk, onLimits],
  )
}
