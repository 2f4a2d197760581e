import { Badge, Group, ScrollArea, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Activity } from '../../../src-preload/contract/audit.ts'
import { useApi, useWhyNot } from '../../app/index.ts'
import { QueryState, Time } from '../../components/index.ts'
import { LockedNote } from './locked-note.tsx'
import { OverviewCard } from './overview-card.tsx'

/** The trail's last records of what the console asks a reason for; for who may not read it, why. */
export function RecentCard() {
  const { t } = useTranslation('overview')
  const locked = useWhyNot()('audit', 'read')
  return (
    <OverviewCard title={t('recent')} text={locked === null ? t('recentText') : undefined}>
      {locked === null ? <Recent /> : <LockedNote title={t('recentLocked')} reason={locked} />}
    </OverviewCard>
  )
}

function Recent() {
  const { t } = useTranslation('overview')
  const api = useApi()
  const recent = useQuery(api.audit.recent.queryOptions({ input: { limit: 12, sensitive: true } }))
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
                <Action key={record.id} record={record} />
              ))}
            </Stack>
          </ScrollArea.Autosize>
        )
      }
    </QueryState>
  )
}

/** What, by whom, when and why. */
function Action({ record }: { readonly record: Activity }) {
  const { t } = useTranslation('overview')
  const { summary, outcome, actor, onBehalfOf, time, reason } = record
  return (
    <div>
      <Group justify="space-between" wrap="nowrap" gap="xs">
        <Text size="sm" truncate title={summary}>
          {summary}
        </Text>
        {outcome === 'refused' && (
          <Badge color="orange" size="sm" style={{ flex: 'none' }}>
            {t('refused')}
          </Badge>
        )}
      </Group>
      <Text size="xs" c="dimmed">
        {onBehalfOf === null ? actor : t('recentFor', { actor, other: onBehalfOf })} · <Time at={time} />
      </Text>
      {reason !== null && (
        <Text size="xs" style={{ overflowWrap: 'anywhere' }}>
          {t('recentReason', { reason })}
        </Text>
      )}
    </div>
  )
}
