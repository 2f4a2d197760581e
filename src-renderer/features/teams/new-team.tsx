import { Button, Group, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { displayName } from '../../../src-preload/contract/shared.ts'
import type { Team } from '../../../src-preload/contract/teams.ts'
import { useClient } from '../../app/index.ts'
import { ErrorState, Modal, tell } from '../../components/index.ts'
import { fieldErrors } from '../../errors.ts'
import { issueOf } from '../people/issue.ts'
import { useRefreshPeople } from '../people/use-member-changes.ts'

interface NewTeamProps {
  readonly onClose: () => void
  readonly onMade: (team: Team) => void
}

/** Makes a team; members and grants follow in its drawer. */
export function NewTeam({ onClose, onMade }: NewTeamProps) {
  const { t } = useTranslation('teams')
  const { t: words } = useTranslation('words')
  const client = useClient()
  const refresh = useRefreshPeople()
  const [error, setError] = useState<unknown>(null)
  const form = useForm({
    initialValues: { name: '', description: '' },
    validate: { name: (value) => issueOf(displayName, value) },
  })
  const make = async (values: typeof form.values): Promise<void> => {
    setError(null)
    try {
      const team = await client.teams.create(values)
      tell(t('created', { name: team.name }))
      onClose()
      onMade(team)
      await refresh()
    } catch (caught) {
      form.setErrors(fieldErrors(caught))
      setError(caught)
    }
  }
  return (
    <Modal opened closeButtonProps={{ 'aria-label': words('close') }} onClose={onClose} title={t('addTitle')}>
      <form onSubmit={form.onSubmit(make)} noValidate>
        <Stack gap="md">
          <Text size="sm">{t('addText')}</Text>
          <TextInput label={t('name')} required data-autofocus {...form.getInputProps('name')} />
          <Textarea
            label={t('description')}
            autosize
            minRows={2}
            maxLength={2000}
            {...form.getInputProps('description')}
          />
          {error !== null && <ErrorState error={error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {words('cancel')}
            </Button>
            <Button type="submit" loading={form.submitting}>
              {t('create')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
