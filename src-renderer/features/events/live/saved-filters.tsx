import { ActionIcon, Button, Group, Popover, Stack, Text, TextInput, UnstyledButton } from '@mantine/core'
import { IconBookmark, IconTrash } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { EventFilter } from '../../../../src-preload/contract/event-filter/index.ts'
import { useApi } from '../../../app/index.ts'
import { tell } from '../../../components/index.ts'
import { fieldErrors, problemOf } from '../../../errors.ts'
import { isFiltered } from './filter-state.ts'

interface SavedFiltersProps {
  readonly filter: EventFilter
  readonly onPick: (filter: EventFilter) => void
}

/** Filters that this person keeps in this organization. */
export function SavedFilters({ filter, onPick }: SavedFiltersProps) {
  const { t } = useTranslation('events')
  const api = useApi()
  const queries = useQueryClient()
  const [opened, setOpened] = useState(false)
  const [name, setName] = useState('')
  const list = useQuery(api.events.filters.queryOptions())
  const renew = () => queries.invalidateQueries({ queryKey: api.events.filters.key() })
  const save = useMutation(
    api.events.saveFilter.mutationOptions({
      onSuccess: (saved) => {
        tell(t('saved.saved', { name: saved.name }))
        setName('')
        void renew()
      },
    }),
  )
  const remove = useMutation(api.events.deleteFilter.mutationOptions({ onSuccess: () => void renew() }))
  const filtered = isFiltered(filter)
  return (
    <Popover
      position="bottom-start"
      width={320}
      withArrow
      trapFocus
      shadow="md"
      opened={opened}
      onChange={setOpened}
    >
      <Popover.Target>
        <Button
          size="xs"
          variant="default"
          fw={500}
          leftSection={<IconBookmark size={15} />}
          onClick={() => setOpened((o) => !o)}
        >
          {t('saved.label')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('saved.label')}>
        <Stack gap="sm">
          {list.data?.length === 0 && (
            <Text size="sm" c="dimmed">
              {t('saved.none')}
            </Text>
          )}
          <Stack gap={2} mah={260} style={{ overflowY: 'auto' }}>
            {(list.data ?? []).map((saved) => (
              <Group key={saved.id} justify="space-between" wrap="nowrap" gap="xs">
                <UnstyledButton
                  p={4}
                  fz="sm"
                  style={{ flex: 1, overflow: 'hidden', textOverflow: 'ellipsis' }}
                  onClick={() => {
                    onPick(saved.filter)
                    setOpened(false)
                  }}
                >
                  {saved.name}
                </UnstyledButton>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={t('saved.remove', { name: saved.name })}
                  onClick={() =>
                    remove.mutate(
                      { id: saved.id },
                      { onSuccess: () => tell(t('saved.removed', { name: saved.name })) },
                    )
                  }
                >
                  <IconTrash size={15} />
                </ActionIcon>
              </Group>
            ))}
          </Stack>
          <form
            onSubmit={(event) => {
              event.preventDefault()
              if (filtered && name.trim() !== '') save.mutate({ name, filter })
            }}
          >
            <Group gap="xs" align="flex-end" wrap="nowrap">
              <TextInput
                size="xs"
                style={{ flex: 1 }}
                label={t('saved.name')}
                value={name}
                maxLength={120}
                disabled={!filtered}
                error={
                  save.isError ? (fieldErrors(save.error)['name'] ?? problemOf(save.error).message) : null
                }
                onChange={(event) => setName(event.currentTarget.value)}
              />
              <Button
                size="xs"
                type="submit"
                loading={save.isPending}
                disabled={!filtered || name.trim() === ''}
              >
                {t('saved.save')}
              </Button>
            </Group>
            {!filtered && (
              <Text size="xs" c="dimmed" mt={4}>
                {t('saved.empty')}
              </Text>
            )}
          </form>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}
