import { Badge, Group, ScrollArea, Stack, Text } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useApi, useWhyNot } from '../../app/index.ts'
import { QueryState, Time } from '../../components/index.ts'
import { OverviewCard } from './overview-card.tsx'

/** The last records of the trail; for who may not read it, why. */
export function RecentCard() {
  const { t } = useTranslation('overview')
  const locked = useWhyNot()('audit', 'read')
  return (
    <OverviewCard title={t('recent')}>
      {locked === null ? (
        <Recent />
      ) : (
        <Group gap="sm" wrap="nowrap" align="flex-start">
          <IconLock size={18} aria-hidden style={{ flex: 'none' }} />
          <div>
            <Text size="sm" fw={600}>
              {t('recentLocked')}
            </Text>
            <Text size="sm" c="dimmed">
              {locked}
            </Text>
          </div>
        </Group>
      )}
    </OverviewCard>
  )
}

function Recent() {
  const { t } = useTranslation('overview')
  const api = useApi()
  const recent = useQuery(api.audit.recent.queryOptions({ input: { limit: 12 } }))
  return (
    <QueryState query={recent}>
      {(records) =>
        records.length === 0 ? (
          <Text size="sm" c="dimmed">
            {t('recentNone')}
          </Text>
        ) : (
          <ScrollArea.Autosize
            mah={280}
            // A block, so that a long summary ends in an ellipsis instead of behind the edge.
            styles={{ content: { display: 'block', minWidth: 0 } }}
            viewportProps={{ tabIndex: 0, 'aria-label': t('recent') }}
          >
            <Stack gap={10} pr="xs">
              {records.map((record) => (
                <div key={record.id}>
                  <Group justify="space-between" wrap="nowrap" gap="xs">
                    <Text size="sm" truncate title={record.summary}>
                      {record.summary}
                    </Text>
                    {record.outcome === 'refused' && (
                      <Badge color="orange" size="sm" style={{ flex: 'none' }}>
                        {t('refused')}
                      </Badge>
                    )}
                  </Group>
                  <Text size="xs" c="dimmed">
                    {record.onBehalfOf === null
                      ? record.actor
                      : t('recentFor', { actor: record.actor, other: record.onBehalfOf })}{' '}
                    · <Time at={record.time} />
                    {record.reason !== null && ` · ${t('recentReason', { reason: record.reason })}`}
                  </Text>
                </div>
              ))}
            </Stack>
          </ScrollArea.Autosize>
        )
      }
    </QueryState>
  )
}
