import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Team } from '../../../src-preload/contract/teams.ts'
import { useApi, useCan } from '../../app/index.ts'

/** Milliseconds without a key before a search is sent. */
const PAUSE_MS = 200
const FOUND = 50

/** Teams by name: the console searches, so that the last of thousands is found as well as the first. */
export function useTeamSearch(): {
  readonly teams: readonly Team[]
  readonly typed: string
  readonly setTyped: (text: string) => void
} {
  const can = useCan()
  const [typed, setTyped] = useState('')
  const [search] = useDebouncedValue(typed.trim(), PAUSE_MS)
  const found = useQuery(
    useApi().teams.list.queryOptions({
      input: {
        limit: FOUND,
        search: search === '' ? undefined : search.slice(0, 200),
        sort: { field: 'name', direction: 'asc' },
      },
      enabled: can('team', 'read'),
      placeholderData: keepPreviousData,
    }),
  )
  return { teams: found.data?.items ?? [], typed, setTyped }
}
