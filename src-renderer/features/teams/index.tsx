/**
 * Groups inside the organization with grants of their own. The page says in words what belonging to a
 * team gives, and what a change or a deletion takes away, before it is done.
 */
import { Button, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconPlus, IconSearch } from '@tabler/icons-react'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Team } from '../../../src-preload/contract/teams.ts'
import { useBridge } from '../../app/connection.tsx'
import { Guarded, useWhyNot } from '../../app/guarded.tsx'
import { DataTable, EmptyState, type LoadPage, PageHeader, type Sort } from '../../components/index.ts'
import { useCommands, useUrlState } from '../../state/index.ts'
import { NewTeam } from './new-team.tsx'
import { useTeamColumns } from './team-columns.tsx'
import { TeamDrawer } from './team-drawer.tsx'

const SORTS = ['name', 'createdAt'] as const
const BY_NAME: Sort = { field: 'name', direction: 'asc' }
/** Milliseconds without a key before a search is sent. */
const PAUSE_MS = 250
const idOf = (team: Team): string => team.id

export function TeamsPage() {
  const { t } = useTranslation('teams')
  const { api, client } = useBridge()
  const [address, setAddress] = useUrlState()
  const whyNot = useWhyNot()
  const [making, setMaking] = useState(false)
  const [typed, setTyped] = useState(address['q'] ?? '')
  const send = useDebouncedCallback((q: string) => setAddress({ q: q.trim() }), PAUSE_MS)
  const search = address['q']?.slice(0, 200)
  const onOpen = useCallback((team: Team) => setAddress({ open: team.id }), [setAddress])
  const loadPage: LoadPage<Team> = ({ sort, ...request }, signal) => {
    const field = SORTS.find((s) => s === sort?.field)
    return client.teams.list(
      { ...request, search, sort: field && sort ? { field, direction: sort.direction } : undefined },
      { signal },
    )
  }
  useCommands(
    () => [
      {
        id: 'teams.new',
        label: t('addTitle'),
        group: t('title'),
        precondition: () => whyNot('team', 'create'),
        run: () => setMaking(true),
      },
    ],
    [t],
  )
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
        label={t('title')}
        queryKey={[...api.teams.list.key(), search]}
        loadPage={loadPage}
        columns={useTeamColumns()}
        rowId={idOf}
        sort={BY_NAME}
        filtered={search !== undefined}
        onOpen={onOpen}
        empty={<EmptyState title={t('empty')} text={t('emptyText')} />}
        filters={
          <TextInput
            size="xs"
            w={240}
            aria-label={t('search')}
            placeholder={t('search')}
            leftSection={<IconSearch size={14} aria-hidden />}
            value={typed}
            onChange={(event) => {
              setTyped(event.currentTarget.value)
              send(event.currentTarget.value)
            }}
          />
        }
      />
      <TeamDrawer />
      {making && (
        <NewTeam onClose={() => setMaking(false)} onMade={(team) => setAddress({ open: team.id })} />
      )}
    </>
  )
}
