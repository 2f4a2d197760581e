import { Alert, Anchor, Badge, Card, Group, SimpleGrid, Stack, Table, Text, Title } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { FlowHealth } from '../../../src-preload/contract/health.ts'
import { EventStanding, useApi } from '../../app/index.ts'
import { NumberText, QueryState, Time } from '../../components/index.ts'
import { useScheduleName } from './use-schedule-name.ts'

/** How often is asked, in milliseconds. */
const EVERY_MS = 10_000

/** What moves events, as far as it can go wrong: each figure with what it means and what to do. */
export function FlowHealthCards() {
  const api = useApi()
  const flow = useQuery(api.health.flow.queryOptions({ refetchInterval: EVERY_MS }))
  return <QueryState query={flow}>{(data) => <Cards flow={data} />}</QueryState>
}

function Cards({ flow }: { readonly flow: FlowHealth }) {
  const { t } = useTranslation('shell')
  const { standing, leaseUntil, unrouted, notRead, deadLetters, schedules } = flow
  const dead = deadLetters?.reduce((sum, q) => sum + q.messages, 0) ?? null
  return (
    <>
      <SimpleGrid cols={{ base: 1, sm: 3 }} maw={1350} mt="md">
        <HealthCard title={t('flowHealth.publishing')}>
          <EventStanding standing={standing} />
          <Text size="sm" c="dimmed" mt={6}>
            {leaseUntil === null ? (
              t('flowHealth.nobody')
            ) : (
              <>
                {t('flowHealth.lease')} <Time at={leaseUntil} show="second" />.
              </>
            )}
          </Text>
          {notRead !== null && notRead.length > 0 && (
            <Alert color="orange" icon={<IconAlertTriangle size={18} />} mt="xs">
              {t('flowHealth.notRead', { queues: notRead.join(', ') })}
            </Alert>
          )}
        </HealthCard>
        <HealthCard title={t('flowHealth.dead')} count={dead}>
          <Text size="sm" c="dimmed">
            {dead === null
              ? t('flowHealth.unknown')
              : dead === 0
                ? t('flowHealth.deadNone')
                : t('flowHealth.deadText')}
          </Text>
          {dead !== null && dead > 0 && (
            <Stack gap={0} mt={6}>
              {deadLetters
                ?.filter((q) => q.messages > 0)
                .map(({ queue, messages }) => (
                  <Text key={queue} size="xs" ff="monospace">
                    {messages} × {queue}
                  </Text>
                ))}
              <Anchor
                renderRoot={(props) => (
                  <Link {...props} to="/events/{-$part}" params={{ part: 'dead-letters' }} />
                )}
                size="sm"
                mt={6}
              >
                {t('flowHealth.toDead')}
              </Anchor>
            </Stack>
          )}
        </HealthCard>
        <HealthCard title={t('flowHealth.unrouted')} count={unrouted}>
          <Text size="sm" c="dimmed">
            {unrouted === null
              ? t('flowHealth.unknown')
              : unrouted === 0
                ? t('flowHealth.unroutedNone')
                : t('flowHealth.unroutedText')}
          </Text>
        </HealthCard>
      </SimpleGrid>
      <Schedules schedules={schedules} />
    </>
  )
}

interface HealthCardProps {
  readonly title: string
  /** Fine at nothing; null where it is not known. */
  readonly count?: number | null
  readonly children: ReactNode
}

function HealthCard({ title, count, children }: HealthCardProps) {
  return (
    <Card component="section" aria-label={title} bg="var(--surface-raised)">
      <Group justify="space-between" mb="xs" wrap="nowrap">
        <Title order={2}>{title}</Title>
        {typeof count === 'number' && (
          <Badge color={count > 0 ? 'orange' : 'teal'}>
            <NumberText value={count} />
          </Badge>
        )}
      </Group>
      {children}
    </Card>
  )
}

/** What is due at times, when it ran last, and whether it came to its end. */
function Schedules({ schedules }: Pick<FlowHealth, 'schedules'>) {
  const { t } = useTranslation('shell')
  const nameOf = useScheduleName()
  return (
    <Card
      component="section"
      aria-label={t('flowHealth.schedules')}
      bg="var(--surface-raised)"
      mt="md"
      maw={1350}
    >
      <Title order={2} mb={2}>
        {t('flowHealth.schedules')}
      </Title>
      <Text size="xs" c="dimmed" mb="xs">
        {t('flowHealth.schedulesText')}
      </Text>
      {schedules.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('flowHealth.schedulesNone')}
        </Text>
      ) : (
        <Table aria-label={t('flowHealth.schedules')}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('flowHealth.schedule')}</Table.Th>
              <Table.Th w={220}>{t('flowHealth.ran')}</Table.Th>
              <Table.Th w={110} ta="right">
                {t('flowHealth.did')}
              </Table.Th>
              <Table.Th w={260}>{t('flowHealth.outcome')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {schedules.map(({ name, ranAt, count, failures }) => (
              <Table.Tr key={name}>
                <Table.Td>{nameOf(name)}</Table.Td>
                <Table.Td>{ranAt === null ? t('flowHealth.never') : <Time at={ranAt} />}</Table.Td>
                <Table.Td ta="right">
                  <NumberText value={count} />
                </Table.Td>
                <Table.Td>
                  {failures > 0 ? (
                    <Badge color="red">{t('flowHealth.failed', { count: failures })}</Badge>
                  ) : (
                    ranAt !== null && <Badge color="teal">{t('flowHealth.fine')}</Badge>
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Card>
  )
}
