import { Button, Group, Stack, Text, TextInput, Title } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Team } from '../../../src-preload/contract/teams.ts'
import { Guarded } from '../../app/index.ts'
import { ChangedMeanwhile, ErrorState, useDraft, useSaving } from '../../components/index.ts'
import { useRefreshPeople } from '../people/use-member-changes.ts'
import { useGrantWords, useThingNames } from './grant-words.ts'
import { type Grant, newIn } from './grants.ts'
import { KindMatrix } from './kind-matrix.tsx'
import { SingleGrants } from './single-grants.tsx'
import { useTeamChanges } from './use-team-changes.ts'

const fieldsOf = ({ grants }: Team): { readonly grants: readonly Grant[] } => ({ grants })

/** What belonging to the team gives, in a sentence and as a matrix; says what a change would do before it is saved. */
export function GrantsEditor({ team }: { readonly team: Team }) {
  const { t } = useTranslation('teams')
  const { t: components } = useTranslation('components')
  const { setGrants } = useTeamChanges()
  const draft = useDraft(team, fieldsOf)
  const saving = useSaving(useRefreshPeople())
  const [reason, setReason] = useState('')
  const { base, dirty } = draft
  const { grants } = draft.fields
  const setDraft = (next: readonly Grant[]): void => draft.set({ grants: next })
  const nameOf = useThingNames([...base.grants, ...grants])
  const words = useGrantWords(nameOf)
  const gives = newIn(base.grants, grants)
  const takes = newIn(grants, base.grants)
  const save = (): Promise<boolean> =>
    saving.run(async () => {
      draft.saved(await setGrants(base, grants, reason.trim() === '' ? undefined : reason.trim()))
      setReason('')
    })
  const whyNot = draft.changedMeanwhile ? components('meanwhile.first') : dirty ? null : t('unchanged')
  return (
    <Stack gap="md">
      <Text size="sm" fw={500}>
        {grants.length === 0
          ? t('grants.noneSentence', { team: team.name })
          : t('grants.sentence', { team: team.name, grants: words(grants) })}
      </Text>
      <Title order={3}>{t('grants.kinds')}</Title>
      <KindMatrix team={team} grants={grants} onChange={setDraft} />
      <Title order={3}>{t('grants.single')}</Title>
      <SingleGrants team={team} grants={grants} nameOf={nameOf} onChange={setDraft} />
      {dirty && (
        <Stack gap={4} aria-live="polite">
          <Text size="sm" fw={600}>
            {t('grants.affects', { count: team.members })}
          </Text>
          {gives.length > 0 && <Text size="sm">+ {t('grants.gives', { what: words(gives) })}</Text>}
          {takes.length > 0 && <Text size="sm">− {t('grants.takes', { what: words(takes) })}</Text>}
          <TextInput
            mt="xs"
            label={t('grants.reason')}
            description={t('grants.reasonHint')}
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        </Stack>
      )}
      <ChangedMeanwhile draft={draft} onDecided={saving.clear} />
      {saving.error !== null && !draft.changedMeanwhile && <ErrorState error={saving.error} />}
      <Group justify="flex-end">
        {dirty && (
          <Button variant="default" onClick={draft.reload}>
            {t('grants.reset')}
          </Button>
        )}
        <Guarded type="team" operation="update" reason={whyNot}>
          <Button loading={saving.busy} onClick={() => void save()}>
            {t('grants.save')}
          </Button>
        </Guarded>
      </Group>
    </Stack>
  )
}
