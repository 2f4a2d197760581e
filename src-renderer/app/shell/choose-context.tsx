import { Divider, Group, Stack, Text, UnstyledButton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useLocation } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ColorAvatar, EmptyState, QueryState } from '../../components/index.ts'
import { useApi } from '../connection.tsx'
import { useRoleNames } from '../use-role-name.ts'
import { useSwitch } from '../use-switch.ts'
import { AcceptForm, codeIn } from './accept-invitation.tsx'
import { Plain } from './plain.tsx'
import classes from './shell.module.css'

/** Signed in, but in no organization: the first time, or after the last one ended. */
export function ChooseContext({
  user,
}: {
  readonly user: { readonly name: string; readonly email: string }
}) {
  const { t } = useTranslation('shell')
  const api = useApi()
  const contexts = useQuery(api.session.contexts.queryOptions())
  const { enter } = useSwitch()
  const rolesOf = useRoleNames()
  const code = useLocation({ select: (l) => codeIn(l.pathname) })
  return (
    <Plain title={t('context.choose')} text={t('context.chooseText', { name: user.name })}>
      <QueryState query={contexts}>
        {(list) =>
          list.length === 0 ? (
            <EmptyState title={t('context.nowhere')} text={t('context.nowhereText')} />
          ) : (
            <Stack gap={4}>
              {list.map((choice) => (
                <UnstyledButton
                  key={choice.orgId}
                  className={classes['choice']}
                  onClick={() => void enter(choice.orgId, choice.name)}
                >
                  <Group wrap="nowrap" gap="sm">
                    <ColorAvatar name={choice.name} color={choice.color} shape="square" size={34} />
                    <div>
                      <Text size="sm" fw={600}>
                        {choice.name}
                      </Text>
                      <Text size="xs" c="dimmed">
                        {rolesOf(choice)}
                      </Text>
                    </div>
                  </Group>
                </UnstyledButton>
              ))}
            </Stack>
          )
        }
      </QueryState>
      <Divider my="lg" label={t('join.title')} />
      <AcceptForm key={code} email={user.email} code={code} onDone={() => undefined} />
    </Plain>
  )
}
