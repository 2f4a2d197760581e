import { Alert, Button, Group, Text, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { EventFilter } from '../../../../src-preload/contract/event-filter/index.ts'
import { useApi, useClient } from '../../../app/index.ts'
import { tell, useUndo } from '../../../components/index.ts'
import { fieldErrors, problemOf } from '../../../errors.ts'
import { problemWords } from '../../../text/problem-words.ts'
import { isFiltered } from './filter-state.ts'

interface SaveFilterProps {
  readonly filter: EventFilter
  readonly renew: () => Promise<unknown>
}

/** Keeps the filter under a name. One that is taken is replaced only where the person says so, and can be had back. */
export function SaveFilter({ filter, renew }: SaveFilterProps) {
  const { t } = useTranslation('events')
  const api = useApi()
  const client = useClient()
  const queries = useQueryClient()
  const undo = useUndo(renew)
  const [name, setName] = useState('')
  const filtered = isFiltered(filter)
  const save = useMutation({
    mutationFn: (replace: boolean) => client.events.saveFilter({ name, filter, replace }),
    onSuccess: async (saved) => {
      const known = queries.getQueryData(api.events.filters.queryKey())
      const before = known?.find((one) => one.id === saved.id)
      setName('')
      await renew()
      if (before === undefined) tell(t('saved.saved', { name: saved.name }))
      else
        undo(t('saved.replaced', { name: saved.name }), () =>
          client.events.saveFilter({ name: before.name, filter: before.filter, replace: true }),
        )
    },
  })
  const taken = save.isError && problemOf(save.error).code === 'CONFLICT'
  const fault = save.isError ? (fieldErrors(save.error)['name'] ?? problemWords(problemOf(save.error))) : null
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (filtered && name.trim() !== '') save.mutate(false)
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
          error={taken ? null : fault}
          onChange={(event) => {
            setName(event.currentTarget.value)
            save.reset()
          }}
        />
        <Button size="xs" type="submit" loading={save.isPending} disabled={!filtered || name.trim() === ''}>
          {t('saved.save')}
        </Button>
      </Group>
      {taken && (
        <Alert color="yellow" mt="xs" p="xs" role="alert">
          <Group justify="space-between" gap="xs">
            <Text size="xs">{t('saved.taken')}</Text>
            <Button size="compact-xs" variant="default" onClick={() => save.mutate(true)}>
              {t('saved.replace')}
            </Button>
          </Group>
        </Alert>
      )}
      {!filtered && (
        <Text size="xs" c="dimmed" mt={4}>
          {t('saved.empty')}
        </Text>
      )}
    </form>
  )
}
