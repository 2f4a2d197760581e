import { Group, MultiSelect } from '@mantine/core'
import { IconBuilding, IconLock, IconUsersGroup } from '@tabler/icons-react'
import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { ResourceKind } from '../../../src-preload/contract/access.ts'
import { type Resource, visibility as visibilities } from '../../../src-preload/contract/resources.ts'
import { id } from '../../../src-preload/contract/shared.ts'
import { useApi, useClient, useExporting } from '../../app/index.ts'
import {
  BytesText,
  CellName,
  type Column,
  DataTable,
  EmptyState,
  type LoadPage,
  PlainBadge,
  SearchField,
  Time,
} from '../../components/index.ts'
import { useUrlState } from '../../state/index.ts'
import { useNames } from '../people/names.ts'
import { TeamSelect } from '../people/team-select.tsx'
import { BulkActions } from './bulk-actions.tsx'

const ICON = { organization: IconBuilding, teams: IconUsersGroup, private: IconLock } as const
const rowId = (r: Resource): string => r.id

interface ResourceTableProps {
  readonly kind: ResourceKind
  readonly onOpen: (id: string) => void
}

export function ResourceTable({ kind, onOpen }: ResourceTableProps) {
  const { t } = useTranslation('resources')
  const { t: words } = useTranslation('words')
  const api = useApi()
  const client = useClient()
  const [url, setUrl] = useUrlState()
  const { team: nameOf } = useNames()
  const search = url['search']?.slice(0, 200) ?? ''
  // A mistyped link filters by what can be read of it.
  const team = id.safeParse(url['team']).data
  const visibility = useMemo(
    () => visibilities.options.filter((v) => (url['visibility'] ?? '').split(',').includes(v)),
    [url['visibility']],
  )
  const filter = useMemo(
    () => ({
      kind,
      ...(search ? { search } : {}),
      ...(visibility.length ? { visibility } : {}),
      ...(team ? { teamId: team } : {}),
    }),
    [kind, search, visibility, team],
  )
  const loadPage = useCallback<LoadPage<Resource>>(
    ({ sort, ...request }, signal) =>
      client.resources.list({ ...filter, ...request, ...(sort ? { sort: sort as never } : {}) }, { signal }),
    [client, filter],
  )
  const columns = useMemo<readonly Column<Resource>[]>(
    () => [
      {
        id: 'name',
        header: words('name'),
        sort: 'name',
        grow: 3,
        width: 220,
        text: (r) => r.name,
        cell: (r) => <CellName>{r.name}</CellName>,
      },
      {
        id: 'visibility',
        header: t('visibility'),
        width: 150,
        text: (r) => words(`visibility.${r.visibility}`),
        cell: (r) => {
          const Icon = ICON[r.visibility]
          return (
            <PlainBadge color="gray" icon={<Icon size={12} aria-hidden />}>
              {words(`visibility.${r.visibility}`)}
            </PlainBadge>
          )
        },
      },
      {
        id: 'teams',
        header: t('teams'),
        width: 150,
        text: (r) => r.teamIds.map(nameOf).join(', '),
        cell: (r) => r.teamIds.map(nameOf).join(', '),
      },
      {
        id: 'countsTo',
        header: t('countsTo.column'),
        width: 130,
        hidden: true,
        text: (r) => (r.countsTo === null ? '' : nameOf(r.countsTo)),
        cell: (r) => (r.countsTo === null ? '' : nameOf(r.countsTo)),
      },
      {
        id: 'creator',
        header: t('creator'),
        sort: 'creatorName',
        width: 150,
        text: (r) => r.creatorName,
        cell: (r) => r.creatorName,
      },
      {
        id: 'size',
        header: t('size'),
        sort: 'sizeBytes',
        width: 100,
        align: 'right',
        text: (r) => r.sizeBytes,
        cell: (r) => <BytesText value={r.sizeBytes} />,
      },
      {
        id: 'changed',
        header: t('changed'),
        sort: 'updatedAt',
        width: 190,
        text: (r) => r.updatedAt,
        cell: (r) => <Time at={r.updatedAt} />,
      },
    ],
    [t, words, nameOf],
  )
  const filters = (
    <Group gap="xs" wrap="nowrap">
      <SearchField label={t('search')} param="search" />
      <MultiSelect
        size="xs"
        aria-label={t('visibility')}
        placeholder={visibility.length ? undefined : t('visibility')}
        clearable
        w={210}
        data={(['organization', 'teams', 'private'] as const).map((v) => ({
          value: v,
          label: words(`visibility.${v}`),
        }))}
        value={visibility}
        onChange={(v) => setUrl({ visibility: v.join(',') })}
      />
      <TeamSelect
        size="xs"
        aria-label={t('teams')}
        placeholder={t('team')}
        clearable
        w={170}
        value={team ?? null}
        onChange={(next) => setUrl({ team: next ?? undefined })}
      />
    </Group>
  )
  return (
    <DataTable
      id={`resources-${kind}`}
      exporting={useExporting(kind, filter)}
      label={words(`type.${kind}`)}
      queryKey={[...api.resources.list.key(), filter]}
      loadPage={loadPage}
      columns={columns}
      rowId={rowId}
      sort={{ field: 'name', direction: 'asc' }}
      filters={filters}
      onOpen={(r) => onOpen(r.id)}
      bulk={(selected, clear) => <BulkActions selected={selected} clear={clear} />}
      filtered={search !== '' || visibility.length > 0 || team !== undefined}
      empty={<EmptyState title={t('empty')} text={t('emptyText')} />}
    />
  )
}
