import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Member } from '../../../src-preload/contract/members.ts'
import { useBridge, useExporting } from '../../app/index.ts'
import { DataTable, EmptyState, type LoadPage, type Sort } from '../../components/index.ts'
import { useUrlState } from '../../state/index.ts'
import { filterOf, isFiltered } from './address.ts'
import { BulkActions } from './bulk-actions.tsx'
import { useMemberColumns } from './member-columns.tsx'
import { PeopleFilters } from './people-filters.tsx'

const SORTS = ['name', 'email', 'state', 'joinedAt', 'source', 'department'] as const
const BY_NAME: Sort = { field: 'name', direction: 'asc' }
const idOf = (member: Member): string => member.id

/** The sort as the contract takes it; a field that it does not sort by (a mistyped link) is left out. */
const sortOf = (sort: Sort | undefined) => {
  const field = SORTS.find((s) => s === sort?.field)
  return field === undefined || sort === undefined ? undefined : { field, direction: sort.direction }
}

/** Everybody that the filters leave. */
export function MemberTable() {
  const { t } = useTranslation('people')
  const { api, client } = useBridge()
  const [address, setAddress] = useUrlState()
  const { q, state, role, team, source } = address
  // The address holds more than filters; only these make another list.
  const filter = useMemo(() => filterOf({ q, state, role, team, source }), [q, state, role, team, source])
  const loadPage: LoadPage<Member> = (request, signal) =>
    client.members.list({ ...filter, ...request, sort: sortOf(request.sort) }, { signal })
  const onOpen = useCallback((member: Member) => setAddress({ member: member.id }), [setAddress])
  return (
    <DataTable
      id="people"
      exporting={useExporting('member', filter)}
      label={t('title')}
      queryKey={[...api.members.list.key(), filter]}
      loadPage={loadPage}
      columns={useMemberColumns()}
      rowId={idOf}
      sort={BY_NAME}
      filters={<PeopleFilters />}
      filtered={isFiltered(filter)}
      onOpen={onOpen}
      bulk={(selected, clear) => <BulkActions selected={selected} clear={clear} />}
      empty={<EmptyState title={t('empty')} text={t('emptyText')} />}
    />
  )
}
