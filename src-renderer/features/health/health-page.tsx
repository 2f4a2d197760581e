import { Badge, Card, Group, SimpleGrid, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useApi, useHere, useWithoutBroker } from '../../app/index.ts'
import { PageHeader, QueryState } from '../../components/index.ts'
import { FlowHealthCards } from './flow-health.tsx'

/** How often the servers are asked, in milliseconds. */
const EVERY_MS = 5_000

const COLOR = { up: 'teal', down: 'red', blocked: 'orange', none: 'gray' } as const

export function HealthPage() {
  const { t } = useTranslation('shell')
  const { session } = useHere()
  const api = useApi()
  const passing = useWithoutBroker()
  const health = useQuery(api.health.check.queryOptions({ refetchInterval: EVERY_MS }))
  return (
    <>
      <PageHeader title={t('subject.health')} text={t('health.pageText')} />
      <QueryState query={health}>
        {(data) => (
          <>
            <SimpleGrid cols={{ base: 1, sm: 2 }} maw={900}>
              {(['database', 'broker'] as const).map((which) => (
                <Card
                  key={which}
                  component="section"
                  aria-label={t(`health.${which}`)}
                  bg="var(--surface-raised)"
                >
                  <Group justify="space-between" mb="xs">
                    <Title order={2}>{t(`health.${which}`)}</Title>
                    <Badge color={COLOR[data[which].state]}>{t(`health.${data[which].state}`)}</Badge>
                  </Group>
                  <Text size="sm">
                    {which === 'broker' && data[which].state === 'none'
                      ? t(`health.brokerNone.${passing ?? 'here'}`)
                      : data[which].server}
                  </Text>
                  {which === 'broker' && data.broker.reason !== undefined && data.broker.reason !== '' && (
                    <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
                      {data.broker.reason}
                    </Text>
                  )}
                  {which === 'broker' &&
                    (data.broker.state === 'down' || data.broker.state === 'blocked') && (
                      <Text size="sm" mt={4}>
                        {t('health.brokerWaits')}
                      </Text>
                    )}
                  {data[which].milliseconds !== null && (
                    <Text size="sm" c="dimmed">
                      {t('health.milliseconds', { n: data[which].milliseconds.toFixed(1) })}
                    </Text>
                  )}
                </Card>
              ))}
            </SimpleGrid>
            <FlowHealthCards />
            <Text size="xs" c="dimmed" mt="md">
              {t('health.workspace', { name: session.workspace.name })} ·{' '}
              {t('health.version', { version: data.version })}
            </Text>
          </>
        )}
      </QueryState>
    </>
  )
}
