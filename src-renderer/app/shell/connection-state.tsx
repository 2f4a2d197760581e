import { Badge, Group, Popover, Stack, Text, UnstyledButton } from '@mantine/core'
import { IconCircleFilled } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useLink } from '../../state/index.ts'
import { useApi } from '../connection.tsx'
import { useHere } from '../session.tsx'
import { useWithoutBroker } from '../without-broker.ts'
import { EventStanding, useEventStanding } from './event-standing.tsx'
import { isBehind } from './is-behind.ts'

/** How often the servers are asked, in milliseconds. */
export const HEALTH_EVERY_MS = 15_000

const COLOR = { up: 'teal', down: 'red', blocked: 'orange', none: 'gray' } as const

/** A dot that is green while everything answers and no event waits for long, with the details on click. */
export function ConnectionState() {
  const { t } = useTranslation('shell')
  const { session } = useHere()
  const api = useApi()
  const link = useLink((s) => s.link.state)
  const health = useQuery(api.health.check.queryOptions({ refetchInterval: HEALTH_EVERY_MS }))
  const trouble =
    link !== 'up' ||
    health.isError ||
    health.data?.database.state === 'down' ||
    health.data?.broker.state === 'down' ||
    health.data?.broker.state === 'blocked'
  const standing = useEventStanding()
  const behind = standing !== undefined && isBehind(standing, Date.now())
  const alone = useWithoutBroker()
  const summary = trouble
    ? t('health.trouble')
    : alone !== null
      ? t('health.noBroker')
      : behind
        ? t('events.behind')
        : t('health.allUp')
  return (
    <Popover position="bottom-end" width={320} withArrow trapFocus>
      <Popover.Target>
        <UnstyledButton aria-label={t('health.label', { summary })} p={6} title={summary}>
          <Group gap={6} wrap="nowrap" c={trouble ? 'red' : behind || alone !== null ? 'orange' : 'teal'}>
            <IconCircleFilled size={11} aria-hidden />
          </Group>
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="xs">
          <Text fw={600} size="sm">
            {t('health.title')}
          </Text>
          {(['database', 'broker'] as const).map((which) => {
            const one = health.data?.[which]
            const state = link === 'up' ? (one?.state ?? 'down') : 'down'
            return (
              <div key={which}>
                <Group justify="space-between">
                  <Text size="sm">{t(`health.${which}`)}</Text>
                  <Badge color={COLOR[state]}>{t(`health.${state}`)}</Badge>
                </Group>
                <Text size="xs" c="dimmed">
                  {which === 'broker' && state === 'none'
                    ? t(`health.brokerNone.${alone ?? 'here'}`)
                    : one?.server}
                  {one?.milliseconds != null &&
                    ` · ${t('health.milliseconds', { n: one.milliseconds.toFixed(1) })}`}
                </Text>
              </div>
            )
          })}
          {standing !== undefined && <EventStanding standing={standing} />}
          <Text size="xs" c="dimmed">
            {t('health.workspace', { name: session.workspace.name })}
            {health.data !== undefined && ` · ${t('health.version', { version: health.data.version })}`}
          </Text>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}
