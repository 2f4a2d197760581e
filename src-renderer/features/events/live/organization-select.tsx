import { MultiSelect } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../../app/index.ts'

interface OrganizationSelectProps {
  readonly ids: readonly string[]
  readonly onPick: (ids: readonly string[]) => void
}

/** For operators: the organizations whose events are shown; none means all. */
export function OrganizationSelect({ ids, onPick }: OrganizationSelectProps) {
  const { t } = useTranslation('events')
  const api = useApi()
  const [typed, setTyped] = useState('')
  const [search] = useDebouncedValue(typed, 200)
  const query = useQuery(
    api.platform.list.queryOptions({ input: { limit: 50, ...(search === '' ? {} : { search }) } }),
  )
  const found = (query.data?.items ?? []).map((o) => ({ value: o.id, label: o.name }))
  const missing = ids
    .filter((id) => !found.some((o) => o.value === id))
    .map((id) => ({ value: id, label: id }))
  return (
    <MultiSelect
      size="xs"
      label={t('filter.organizations')}
      searchable
      clearable
      filter={({ options }) => options}
      data={[...missing, ...found]}
      value={[...ids]}
      comboboxProps={{ withinPortal: false }}
      onSearchChange={setTyped}
      onChange={onPick}
    />
  )
}
