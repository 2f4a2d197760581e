import { ActionIcon, Group, Stack, Text, UnstyledButton } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { EventFilter } from '../../../../src-preload/contract/event-filter/index.ts'
import type { SavedFilter } from '../../../../src-preload/contract/events.ts'
import { useApi, useClient } from '../../../app/index.ts'
import { QueryState, useTellProblem, useUndo } from '../../../components/index.ts'

interface SavedListProps {
  readonly onPick: (filter: EventFilter) => void
  readonly renew: () => Promise<unknown>
}

/** The person's filters by name; one that is deleted can be had back. */
export function SavedList({ onPick, renew }: SavedListProps) {
  const { t } = useTranslation('events')
  const api = useApi()
  const client = useClient()
  const tellError = useTellProblem()
  const undo = useUndo(renew)
  const list = useQuery(api.events.filters.queryOptions())
  const remove = useMutation({
    mutationFn: ({ id }: SavedFilter) => client.events.deleteFilter({ id }),
    onSuccess: async (_, { name, filter }) => {
      await renew()
      undo(t('saved.removed', { name }), () => client.events.saveFilter({ name, filter }))
    },
    onError: tellError,
  })
  return (
    <QueryState query={list}>
      {(filters) =>
        filters.length === 0 ? (
          <Text size="sm" c="dimmed">
            {t('saved.none')}
          </Text>
        ) : (
          <Stack gap={2} mah={260} style={{ overflowY: 'auto' }}>
            {filters.map((saved) => (
              <Group key={saved.id} justify="space-between" wrap="nowrap" gap="xs">
                <UnstyledButton
                  p={4}
                  fz="sm"
                  style={{ flex: 1, overflow: 'hidden', textOverflow: 'ellipsis' }}
                  onClick={() => onPick(saved.filter)}
                >
                  {saved.name}
                </UnstyledButton>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  loading={remove.isPending && remove.variables.id === saved.id}
                  aria-label={t('saved.remove', { name: saved.name })}
                  onClick={() => remove.mutate(saved)}
                >
                  <IconTrash size={15} />
                </ActionIcon>
              </Group>
            ))}
          </Stack>
        )
      }
    </QueryState>
  )
}
