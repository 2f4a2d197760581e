import { Button, Group, Stack, Text, TextInput, Title } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Team } from '../../../src-preload/contract/teams.ts'
import { Guarded } from '../../app/guarded.tsx'
import { ErrorState } from '../../components/index.ts'
import { useGrantWords, useThingNames } from './grant-words.ts'
import { type Grant, newIn, sameGrants } from './grants.ts'
import { KindMatrix } from './kind-matrix.tsx'
import { SingleGrants } from './single-grants.tsx'
import { useTeamChanges } from './use-team-changes.ts'

/** What belonging to the team gives, in a sentence and as a matrix; says what a change would do before it is saved. */
export function GrantsEditor({ team }: { readonly team: Team }) {
  const { t } = useTranslation('teams')
  const { setGrants } = useTeamChanges()
  const [grants, setDraft] = useState<readonly Grant[]>(team.grants)
  const [reason, setReason] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const nameOf = useThingNames([...team.grants, ...grants])
  const words = useGrantWords(nameOf)
  const changed = !sameGrants(team.grants, grants)
  const gives = newIn(team.grants, grants)
  const takes = newIn(grants, team.grants)
  const save = async (): Promise<void> => {
    setBusy(true)
    setError(null)
    try {
      await setGrants(team, grants, reason.trim() === '' ? undefined : reason.trim())
    } catch (caught) {
      setError(caught)
    } finally {
      setBusy(false)
    }
  }
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
      {changed && (
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
      {error !== null && <ErrorState error={error} />}
      <Group justify="flex-end">
        {changed && (
          <Button variant="default" onClick={() => setDraft(team.grants)}>
            {t('grants.reset')}
          </Button>
        )}
        <Guarded type="team" operation="update" reason={changed ? null : t('unchanged')}>
          <Button loading={busy} onClick={() => void save()}>
            {t('grants.save')}
          </Button>
        </Guarded>
      </Group>
    </Stack>
  )
}
