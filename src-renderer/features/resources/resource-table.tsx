import { Badge, Group, MultiSelect, Select, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconBuilding, IconLock, IconSearch, IconUsersGroup } from '@tabler/icons-react'
import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { ResourceKind } from '../../../src-preload/contract/access.ts'
import type { Resource } from '../../../src-preload/contract/resources.ts'
import { useApi, useClient } from '../../app/connection.tsx'
import { BytesText, type Column, DataTable, EmptyState, type LoadPage, Time } from '../../components/index.ts'
import { useUrlState } from '../../state/index.ts'
import { TransferButton } from '../transfers/index.tsx'
import { useTeamNames } from './team-names.ts'

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
  const { teams, nameOf } = useTeamNames()
  const [search] = useDebouncedValue(url['search'] ?? '', 200)
  const visibility = useMemo(
    () => (url['visibility'] ?? '').split(',').filter(Boolean) as Resource['visibility'][],
    [url],
  )
  const filter = useMemo(
    () => ({
      kind,
      ...(search ? { search } : {}),
      ...(visibility.length ? { visibility } : {}),
      ...(url['team'] ? { teamId: url['team'] } : {}),
    }),
    [kind, search, visibility, url],
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
        cell: (r) => (
          <Text size="sm" fw={500} truncate>
            {r.name}
          </Text>
        ),
      },
      {
        id: 'visibility',
        header: t('visibility'),
        width: 150,
        text: (r) => words(`visibility.${r.visibility}`),
        cell: (r) => {
          const Icon = ICON[r.visibility]
          return (
            <Badge color="gray" leftSection={<Icon size={12} aria-hidden />}>
              {words(`visibility.${r.visibility}`)}
            </Badge>
          )
        },
      },
      {
        id: 'teams',
        header: t('teams'),
        width: 150,
        text: (r) => r.teamIds.map(nameOf).join(', '),
        cell: (r) => (
          <Text size="sm" truncate>
            {r.teamIds.map(nameOf).join(', ')}
          </Text>
        ),
      },
      {
        id: 'creator',
        header: t('creator'),
        sort: 'creatorName',
        width: 150,
        text: (r) => r.creatorName,
        cell: (r) => (
          <Text size="sm" truncate>
            {r.creatorName}
          </Text>
        ),
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
      <TextInput
        aria-label={t('search')}
        placeholder={t('search')}
        leftSection={<IconSearch size={16} />}
        value={url['search'] ?? ''}
        onChange={(e) => setUrl({ search: e.currentTarget.value })}
      />
      <MultiSelect
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
      <Select
        aria-label={t('teams')}
        placeholder={t('team')}
        clearable
        searchable
        w={170}
        data={teams.map((x) => ({ value: x.id, label: x.name }))}
        value={url['team'] ?? null}
        onChange={(v) => setUrl({ team: v ?? undefined })}
      />
    </Group>
  )
  return (
    <DataTable
      id={`resources-${kind}`}
      label={words(`type.${kind}`)}
      queryKey={[...api.resources.list.key(), filter]}
      loadPage={loadPage}
      columns={columns}
      rowId={rowId}
      sort={{ field: 'name', direction: 'asc' }}
      filters={filters}
      onOpen={(r) => onOpen(r.id)}
      bulk={(selected, clear) => <TransferButton items={selected} onDone={clear} />}
      filtered={search !== '' || visibility.length > 0 || url['team'] !== undefined}
      empty={<EmptyState title={t('empty')} text={t('emptyText')} />}
    />
  )
}
