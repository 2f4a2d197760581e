import { Alert, Button, Card, Group, Stack, Switch, Text, TextInput, Title } from '@mantine/core'
import { IconUserQuestion } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AddressTrial } from '../../../src-preload/contract/enrollment.ts'
import { Guarded, useClient } from '../../app/index.ts'
import { ErrorState } from '../../components/index.ts'
import { fieldErrors } from '../../errors.ts'
import { RoleBadges, TeamBadges } from '../people/index.tsx'

const COLOR = {
  enrolled: 'teal',
  waiting: 'orange',
  member: 'blue',
  offered: 'blue',
  personal: 'gray',
  refused: 'red',
} as const

/** What happens if somebody@… signs up? A dry run: it changes nothing. */
export function TryAddress() {
  const { t } = useTranslation('domains')
  const client = useClient()
  const [email, setEmail] = useState('')
  const [verified, setVerified] = useState(true)
  const trial = useMutation({
    mutationFn: () => client.enrollment.tryAddress({ email, verified }),
  })
  return (
    <Card component="section" aria-label={t('try.title')} style={{ flex: 1 }}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          trial.mutate()
        }}
      >
        <Group gap="xs" mb="xs">
          <IconUserQuestion size={18} aria-hidden />
          <Title order={2}>{t('try.title')}</Title>
        </Group>
        <Group align="flex-start">
          <TextInput
            w={340}
            required
            type="email"
            aria-label={t('try.address')}
            placeholder={t('try.placeholder')}
            value={email}
            error={fieldErrors(trial.error)['email']}
            onChange={(event) => {
              setEmail(event.currentTarget.value)
              trial.reset()
            }}
          />
          <Guarded type="domain" operation="read">
            <Button type="submit" variant="default" loading={trial.isPending}>
              {t('try.go')}
            </Button>
          </Guarded>
          <Switch
            mt={8}
            label={t('try.verified')}
            checked={verified}
            onChange={(event) => {
              setVerified(event.currentTarget.checked)
              trial.reset()
            }}
          />
        </Group>
        {trial.isError && Object.keys(fieldErrors(trial.error)).length === 0 && (
          <ErrorState error={trial.error} />
        )}
        {trial.data && <Answer trial={trial.data} />}
      </form>
    </Card>
  )
}

function Answer({ trial }: { readonly trial: AddressTrial }) {
  const { t } = useTranslation('domains')
  return (
    <Alert mt="sm" variant="outline" color={COLOR[trial.outcome]} title={t(`try.outcome.${trial.outcome}`)}>
      <Stack gap={6}>
        <Text size="sm">{t(`try.because.${trial.because}`, { domain: trial.claim?.unicode ?? '' })}</Text>
        {trial.roleIds.length > 0 && (
          <Group gap={6}>
            <Text size="sm">{t('try.gets')}</Text>
            <RoleBadges ids={trial.roleIds} most={4} />
            {trial.teamIds.length > 0 && <TeamBadges ids={trial.teamIds} most={4} />}
          </Group>
        )}
        {trial.outcome === 'enrolled' && <Text size="sm">{t('try.pays')}</Text>}
        {trial.unless.map((reason) => (
          <Text key={reason} size="xs" c="dimmed">
            {t(`try.unless.${reason}`)}
          </Text>
        ))}
      </Stack>
    </Alert>
  )
}
