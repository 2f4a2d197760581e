import { ActionIcon, Button, Group, Select, Stack, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconX } from '@tabler/icons-react'
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Member } from '../../../src-preload/contract/members.ts'
import type { Team } from '../../../src-preload/contract/teams.ts'
import { Guarded, useApi, useWhyNot } from '../../app/index.ts'
import { ColorAvatar, ErrorState, QueryState } from '../../components/index.ts'
import { useTeamChanges } from './use-team-changes.ts'

/** Milliseconds without a key before a search is sent. */
const PAUSE_MS = 200
const FOUND = 12
/** Members read at once. */
const PAGE = 50

/** Who belongs to the team; adding is by search. */
export function TeamMembers({ team }: { readonly team: Team }) {
  const { t } = useTranslation('teams')
  const { t: people } = useTranslation('people')
  const whyNotRead = useWhyNot()('member', 'read')
  const [typed, setTyped] = useState('')
  const [search] = useDebouncedValue(typed.trim(), PAUSE_MS)
  const [error, setError] = useState<unknown>(null)
  const { add, remove } = useTeamChanges()
  const query = useInfiniteQuery(
    useApi().members.list.infiniteOptions({
      input: (cursor: string | undefined) => ({
        teamIds: [team.id],
        limit: PAGE,
        cursor,
        search: search === '' ? undefined : search.slice(0, 200),
        sort: { field: 'name', direction: 'asc' },
      }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.next ?? undefined,
      enabled: whyNotRead === null,
      placeholderData: keepPreviousData,
    }),
  )
  const attempt = (work: Promise<void>): void => {
    setError(null)
    work.catch(setError)
  }
  if (whyNotRead !== null) return <Text size="sm">{whyNotRead}</Text>
  return (
    <Stack gap="sm">
      <AddMember team={team} onAdd={(member) => attempt(add(team, member))} />
      {error !== null && <ErrorState error={error} />}
      {team.members > PAGE && (
        <TextInput
          size="xs"
          label={t('findMember')}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      )}
      <QueryState query={query}>
        {({ pages }) => (
          <Stack gap={4}>
            {pages[0]?.items.length === 0 && (
              <Text size="sm" c="dimmed">
                {search === '' ? t('noMembers') : people('noOneFound')}
              </Text>
            )}
            {pages
              .flatMap((page) => page.items)
              .map((member) => (
                <Group key={member.id} wrap="nowrap" gap="sm">
                  <ColorAvatar name={member.name} size={28} />
                  <div style={{ minWidth: 0, flex: 1 }}>
                    <Text size="sm" truncate>
                      {member.name}
                    </Text>
                    <Text size="xs" c="dimmed" truncate>
                      {member.email}
                    </Text>
                  </div>
                  <Guarded type="team" operation="update">
                    <ActionIcon
                      variant="subtle"
                      color="gray"
                      aria-label={t('removeMember', { name: member.name })}
                      onClick={() => attempt(remove(team, member))}
                    >
                      <IconX size={16} />
                    </ActionIcon>
                  </Guarded>
                </Group>
              ))}
            {query.hasNextPage && (
              <Button
                size="xs"
                variant="default"
                loading={query.isFetchingNextPage}
                onClick={() => void query.fetchNextPage()}
              >
                {t('moreMembers')}
              </Button>
            )}
          </Stack>
        )}
      </QueryState>
    </Stack>
  )
}

interface AddMemberProps {
  readonly team: Team
  readonly onAdd: (member: Member) => void
}

function AddMember({ team, onAdd }: AddMemberProps) {
  const { t } = useTranslation('teams')
  const { t: people } = useTranslation('people')
  const locked = useWhyNot()('team', 'update')
  const [typed, setTyped] = useState('')
  const [search] = useDebouncedValue(typed.trim(), PAUSE_MS)
  const found = useQuery(
    useApi().members.list.queryOptions({
      input: { search: search === '' ? undefined : search, limit: FOUND },
      placeholderData: keepPreviousData,
    }),
  )
  const items = found.data?.items ?? []
  return (
    <Select
      label={t('addMember')}
      description={locked ?? t('addMemberHint')}
      disabled={locked !== null}
      searchable
      // The console searches; what it found is shown as it is.
      filter={({ options }) => options}
      nothingFoundMessage={people('noOneFound')}
      data={items.map((m) => ({
        value: m.id,
        label: `${m.name} · ${m.email}${m.teamIds.includes(team.id) ? ` (${t('alreadyIn')})` : ''}`,
        disabled: m.teamIds.includes(team.id),
      }))}
      value={null}
      searchValue={typed}
      onSearchChange={setTyped}
      onChange={(id) => {
        const member = items.find((m) => m.id === id)
        if (member !== undefined) onAdd(member)
        setTyped('')
      }}
    />
  )
}
