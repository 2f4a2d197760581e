import { Alert, Group, ScrollArea, Stack, Text, UnstyledButton } from '@mantine/core'
import { IconMailOpened } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useLocation } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { CurrentSession } from '../../../src-preload/contract/session.ts'
import { ColorAvatar, EmptyState, LoadingState, QueryState } from '../../components/index.ts'
import { useApi } from '../connection.tsx'
import { useSwitching } from '../move.ts'
import { useSwitch } from '../use-switch.ts'
import { codeIn } from './accept-invitation.tsx'
import { Plain } from './plain.tsx'
import classes from './shell.module.css'

/** Before anybody is signed in: the sample's people to choose from. */
export function SignIn({ session }: { readonly session: CurrentSession }) {
  const { t } = useTranslation('shell')
  const api = useApi()
  const people = useQuery(api.session.samplePeople.queryOptions())
  const switching = useSwitching((s) => s.to)
  const { signInAs } = useSwitch()
  const sample = session.workspace.sample
  const invited = useLocation({ select: (l) => codeIn(l.pathname) !== '' })
  return (
    <Plain
      title={t('session.signInTitle', { workspace: session.workspace.name })}
      text={sample ? t('session.signInText') : undefined}
    >
      {invited && (
        <Alert icon={<IconMailOpened />} mb="md" title={t('join.waiting')}>
          {t('join.signInFirst')}
        </Alert>
      )}
      {switching !== null ? (
        <LoadingState />
      ) : (
        <QueryState query={people}>
          {(list) =>
            list.length === 0 ? (
              <EmptyState title={t('session.nobody')} text={t('session.nobodyText')} />
            ) : (
              <ScrollArea.Autosize mah="60vh">
                <Stack gap={4}>
                  {list.map((person) => (
                    <UnstyledButton
                      key={person.id}
                      className={classes['choice']}
                      onClick={() => void signInAs(person.email, person.name)}
                    >
                      <Group wrap="nowrap" gap="sm">
                        <ColorAvatar name={person.name} size={34} />
                        <div>
                          <Text size="sm" fw={600}>
                            {person.name}
                          </Text>
                          <Text size="xs" c="dimmed">
                            {person.note} · {person.email}
                          </Text>
                        </div>
                      </Group>
                    </UnstyledButton>
                  ))}
                </Stack>
              </ScrollArea.Autosize>
            )
          }
        </QueryState>
      )}
    </Plain>
  )
}
