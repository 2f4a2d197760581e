import { Button, Popover, Stack } from '@mantine/core'
import { IconBookmark } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { EventFilter } from '../../../../src-preload/contract/event-filter/index.ts'
import { useApi } from '../../../app/index.ts'
import { SaveFilter } from './save-filter.tsx'
import { SavedList } from './saved-list.tsx'

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
  const renew = () => queries.invalidateQueries({ queryKey: api.events.filters.key() })
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
          <SavedList
            renew={renew}
            onPick={(picked) => {
              onPick(picked)
              setOpened(false)
            }}
          />
          <SaveFilter filter={filter} renew={renew} />
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}
