import { Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi, useWhyNot } from '../../../app/index.ts'

interface ActorSelectProps {
  readonly userId: string | undefined
  readonly onPick: (userId: string | undefined) => void
}

/** Who did it, found among the members by name or address. One who is not found is shown by id. */
export function ActorSelect({ userId, onPick }: ActorSelectProps) {
  const { t } = useTranslation('events')
  const api = useApi()
  const locked = useWhyNot()('member', 'read')
  const [typed, setTyped] = useState('')
  const [search] = useDebouncedValue(typed, 200)
  const query = useQuery(
    api.members.list.queryOptions({ input: { limit: 20, search }, enabled: locked === null }),
  )
  const found = (query.data?.items ?? []).map((m) => ({ value: m.userId, label: `${m.name} (${m.email})` }))
  const data =
    userId === undefined || found.some((m) => m.value === userId)
      ? found
      : [{ value: userId, label: userId }, ...found]
  return (
    <Select
      size="xs"
      label={t('filter.actor')}
      description={locked ?? undefined}
      disabled={locked !== null && userId === undefined}
      searchable
      clearable
      filter={({ options }) => options}
      data={data}
      value={userId ?? null}
      comboboxProps={{ withinPortal: false }}
      onSearchChange={setTyped}
      onChange={(picked) => onPick(picked ?? undefined)}
    />
  )
}
