/**
 * Groups inside the organization with grants of their own. The page says in words what belonging to a
 * team gives, and what a change or a deletion takes away, before it is done.
 */
import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Team } from '../../../src-preload/contract/teams.ts'
import { Guarded, useBridge, useDoes, useExporting } from '../../app/index.ts'
import {
  DataTable,
  EmptyState,
  type LoadPage,
  PageHeader,
  SearchField,
  type Sort,
} from '../../components/index.ts'
import { useUrlState } from '../../state/index.ts'
import { BulkDelete } from './bulk-delete.tsx'
import { NewTeam } from './new-team.tsx'
import { useTeamColumns } from './team-columns.tsx'
import { TeamDrawer } from './team-drawer.tsx'

const SORTS = ['name', 'createdAt'] as const
const BY_NAME: Sort = { field: 'name', direction: 'asc' }
const idOf = (team: Team): string => team.id

export function TeamsPage() {
  const { t } = useTranslation('teams')
  const { api, client } = useBridge()
  const [address, setAddress] = useUrlState()
  const [making, setMaking] = useState(false)
  const search = address['q']?.slice(0, 200)
  const onOpen = useCallback((team: Team) => setAddress({ open: team.id }), [setAddress])
  const loadPage: LoadPage<Team> = ({ sort, ...request }, signal) => {
    const field = SORTS.find((s) => s === sort?.field)
    return client.teams.list(
      { ...request, search, sort: field && sort ? { field, direction: sort.direction } : undefined },
      { signal },
    )
  }
  useDoes({ add: () => setMaking(true) })
  const add = (
    <Guarded type="team" operation="create">
      <Button size="xs" leftSection={<IconPlus size={15} />} onClick={() => setMaking(true)}>
        {t('add')}
      </Button>
    </Guarded>
  )
  return (
    <>
      <PageHeader title={t('title')} actions={add} />
      <DataTable
        id="teams"
        exporting={useExporting('team', { search })}
        label={t('title')}
        queryKey={[...api.teams.list.key(), search]}
        loadPage={loadPage}
        columns={useTeamColumns()}
        rowId={idOf}
        sort={BY_NAME}
        filtered={search !== undefined}
        onOpen={onOpen}
        bulk={(selected, clear) => <BulkDelete selected={selected} clear={clear} />}
        empty={<EmptyState title={t('empty')} text={t('emptyText')} />}
        filters={<SearchField label={t('search')} width={240} />}
      />
      <TeamDrawer />
      {making && (
        <NewTeam onClose={() => setMaking(false)} onMade={(team) => setAddress({ open: team.id })} />
      )}
    </>
  )
}
