import { Button, Group, Stack, Textarea, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { displayName } from '../../../src-preload/contract/shared.ts'
import type { Team } from '../../../src-preload/contract/teams.ts'
import { Guarded, useWhyNot } from '../../app/index.ts'
import { ChangedMeanwhile, ErrorState, useDraft, useSaving } from '../../components/index.ts'
import { fieldErrors } from '../../errors.ts'
import { issueOf } from '../people/issue.ts'
import { useRefreshPeople } from '../people/use-member-changes.ts'
import { useTeamChanges } from './use-team-changes.ts'

const fieldsOf = ({ name, description }: Team) => ({ name, description })

/** Name and description of a team. */
export function TeamAbout({ team }: { readonly team: Team }) {
  const { t } = useTranslation('teams')
  const { t: components } = useTranslation('components')
  const { rename } = useTeamChanges()
  const locked = useWhyNot()('team', 'update')
  const draft = useDraft(team, fieldsOf)
  const saving = useSaving(useRefreshPeople())
  const { name, description } = draft.fields
  const wrong = fieldErrors(saving.error)
  const nameIssue = name === draft.base.name ? null : issueOf(displayName, name)
  const whyNot = draft.changedMeanwhile
    ? components('meanwhile.first')
    : draft.dirty
      ? nameIssue
      : t('unchanged')
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (whyNot === null)
          void saving.run(async () => draft.saved(await rename(draft.base, name, description)))
      }}
    >
      <Stack gap="md">
        <TextInput
          label={t('name')}
          required
          disabled={locked !== null}
          description={locked}
          value={name}
          error={nameIssue ?? wrong['name']}
          onChange={(event) => draft.set({ name: event.currentTarget.value })}
        />
        <Textarea
          label={t('description')}
          autosize
          minRows={3}
          maxLength={2000}
          disabled={locked !== null}
          value={description}
          error={wrong['description']}
          onChange={(event) => draft.set({ description: event.currentTarget.value })}
        />
        <ChangedMeanwhile draft={draft} onDecided={saving.clear} />
        {saving.error !== null && !draft.changedMeanwhile && <ErrorState error={saving.error} />}
        <Group justify="flex-end">
          <Guarded type="team" operation="update" reason={whyNot}>
            <Button type="submit" loading={saving.busy}>
              {t('saveAbout')}
            </Button>
          </Guarded>
        </Group>
      </Stack>
    </form>
  )
}
