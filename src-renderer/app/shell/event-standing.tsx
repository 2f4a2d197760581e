import { Badge, Group, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { FlowStanding } from '../../../src-preload/contract/event-flow.ts'
import { NumberText, Time } from '../../components/index.ts'
import { useApi } from '../connection.tsx'
import { useCan } from '../guarded.tsx'
import { isBehind } from './is-behind.ts'

/** How often is asked how the events stand, in milliseconds. */
const STANDING_EVERY_MS = 15_000

/** How the organization's events stand; undefined for who may not read them. */
export function useEventStanding(): FlowStanding | undefined {
  const api = useApi()
  const can = useCan()
  const enabled = can('event', 'read')
  const standing = useQuery(api.events.flow.queryOptions({ enabled, refetchInterval: STANDING_EVERY_MS }))
  return enabled ? standing.data : undefined
}

/** What waits to be published, since when, and who publishes. */
export function EventStanding({ standing }: { readonly standing: FlowStanding }) {
  const { t } = useTranslation('shell')
  const { pending, oldestAt, perSecond, relay } = standing
  const behind = isBehind(standing, Date.now())
  return (
    <div>
      <Group justify="space-between">
        <Text size="sm">{t('events.title')}</Text>
        <Badge color={behind ? 'orange' : 'teal'}>
          {pending === 0 ? t('events.none') : t('events.waiting', { count: pending })}
        </Badge>
      </Group>
      <Text size="xs" c="dimmed">
        {oldestAt !== null && (
          <>
            {t('events.oldest')} <Time at={oldestAt} show="second" />.{' '}
          </>
        )}
        {t(`events.${relay}`)}
        {perSecond !== null && perSecond > 0 && (
          <>
            {' '}
            <NumberText value={Math.round(perSecond * 10) / 10} /> {t('events.perSecond')}
          </>
        )}
      </Text>
    </div>
  )
}
