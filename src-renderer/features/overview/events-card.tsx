import { Box, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { EventHour } from '../../../src-preload/contract/event-flow.ts'
import { EventStanding, useApi, useEventStanding, useHere, useWhyNot } from '../../app/index.ts'
import { QueryState } from '../../components/index.ts'
import { CountChart } from './count-chart.tsx'
import { LockedNote } from './locked-note.tsx'
import { OverviewCard } from './overview-card.tsx'

/** Hours pass by themselves, without anything that tells of it. Milliseconds. */
const EVERY_MS = 60_000

/** How much happens here: events per hour, and whether they go out. */
export function EventsCard() {
  const { t } = useTranslation('overview')
  const { t: shell } = useTranslation('shell')
  const locked = useWhyNot()('event', 'read')
  const api = useApi()
  const hours = useQuery(
    api.events.hours.queryOptions({ enabled: locked === null, refetchInterval: EVERY_MS }),
  )
  const standing = useEventStanding()
  if (locked !== null)
    return (
      <OverviewCard title={t('eventRate')}>
        <LockedNote title={t('eventsLocked')} reason={locked} />
      </OverviewCard>
    )
  return (
    <OverviewCard
      title={t('eventRate')}
      text={hours.data && t('eventsText', { count: hours.data.at(-1)?.count ?? 0 })}
      to="/events/{-$part}"
      toLabel={shell('subject.events')}
    >
      <QueryState query={hours}>{(data) => <Hours hours={data} />}</QueryState>
      {standing !== undefined && (
        <Box mt="sm">
          <EventStanding standing={standing} />
        </Box>
      )}
    </OverviewCard>
  )
}

function Hours({ hours }: { readonly hours: readonly EventHour[] }) {
  const { t, i18n } = useTranslation('overview')
  const { context } = useHere()
  const clock = new Intl.DateTimeFormat(i18n.language, {
    timeZone: context.timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  if (hours.every(({ count }) => count === 0))
    return (
      <Text size="sm" c="dimmed">
        {t('eventsNone')}
      </Text>
    )
  const data = hours.map(({ from, count }) => ({ label: clock.format(new Date(from)), count }))
  return <CountChart name={t('eventsAnHour')} data={data} height={150} />
}
