import { Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Member } from '../../../src-preload/contract/members.ts'
import { useApi } from '../../app/index.ts'

interface PersonSelectProps {
  readonly label: string
  readonly onPick: (member: Member | null) => void
  readonly picked: Member | null
}

/** Finds one member by name or address; the console searches, not the list. */
export function PersonSelect({ label, onPick, picked }: PersonSelectProps) {
  const api = useApi()
  const [typed, setTyped] = useState('')
  const [search] = useDebouncedValue(typed, 200)
  const query = useQuery(api.members.list.queryOptions({ input: { limit: 20, search } }))
  const found = query.data?.items ?? []
  const items = picked && !found.some((m) => m.id === picked.id) ? [picked, ...found] : found
  return (
    <Select
      label={label}
      searchable
      clearable
      filter={({ options }) => options}
      data={items.map((m) => ({ value: m.id, label: `${m.name} (${m.email})` }))}
      value={picked?.id ?? null}
      onSearchChange={setTyped}
      onChange={(id) => onPick(items.find((m) => m.id === id) ?? null)}
    />
  )
}
