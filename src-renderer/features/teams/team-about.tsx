import { Button, Group, Stack, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { displayName } from '../../../src-preload/contract/shared.ts'
import type { Team } from '../../../src-preload/contract/teams.ts'
import { Guarded, useWhyNot } from '../../app/guarded.tsx'
import { ErrorState } from '../../components/index.ts'
import { fieldErrors } from '../../errors.ts'
import { issueOf } from '../people/issue.ts'
import { useTeamChanges } from './use-team-changes.ts'

/** Name and description of a team. */
export function TeamAbout({ team }: { readonly team: Team }) {
  const { t } = useTranslation('teams')
  const { rename } = useTeamChanges()
  const locked = useWhyNot()('team', 'update')
  const [error, setError] = useState<unknown>(null)
  const form = useForm({
    initialValues: { name: team.name, description: team.description },
    validate: { name: (value) => issueOf(displayName, value) },
  })
  const save = async ({ name, description }: typeof form.values): Promise<void> => {
    setError(null)
    try {
      await rename(team, name, description)
    } catch (caught) {
      form.setErrors(fieldErrors(caught))
      setError(caught)
    }
  }
  return (
    <form onSubmit={form.onSubmit(save)} noValidate>
      <Stack gap="md">
        <TextInput
          label={t('name')}
          required
          disabled={locked !== null}
          description={locked}
          {...form.getInputProps('name')}
        />
        <Textarea
          label={t('description')}
          autosize
          minRows={3}
          maxLength={2000}
          disabled={locked !== null}
          {...form.getInputProps('description')}
        />
        {error !== null && <ErrorState error={error} />}
        <Group justify="flex-end">
          <Guarded type="team" operation="update" reason={form.isDirty() ? null : t('unchanged')}>
            <Button type="submit" loading={form.submitting}>
              {t('saveAbout')}
            </Button>
          </Guarded>
        </Group>
      </Stack>
    </form>
  )
}
