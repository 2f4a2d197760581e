import { Alert, Badge, Button, Group, Tooltip } from '@mantine/core'
import {
  IconActivity,
  IconArrowBarToDown,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerStop,
  IconPlugOff,
} from '@tabler/icons-react'
import { useCallback, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { EventFilter } from '../../../../src-preload/contract/event-filter/index.ts'
import type { EventRow } from '../../../../src-preload/contract/events.ts'
import { useHere } from '../../../app/index.ts'
import { EmptyState, ErrorState } from '../../../components/index.ts'
import { problemOf } from '../../../errors.ts'
import { useCommands, useUrlState } from '../../../state/index.ts'
import { problemWords } from '../../../text/problem-words.ts'
import { EventDrawer } from '../drawer/event-drawer.tsx'
import { Counters } from './counters.tsx'
import { FilterBar } from './filter-bar.tsx'
import { FILTER_KEYS, filterOf, isFiltered, urlOf } from './filter-state.ts'
import { LiveTable } from './live-table.tsx'
import { RateChart } from './rate-chart.tsx'
import { useHeld } from './use-held.ts'
import { type Monitor, useBuffer, useMonitor } from './use-monitor.ts'

const STATE_COLOR = { opening: 'gray', live: 'teal', paused: 'yellow', stopped: 'gray', down: 'red' } as const

/** The live monitor: filter, rates, counters, the table, and one event in a drawer. */
export function LiveView() {
  const { t } = useTranslation('events')
  const { context } = useHere()
  const [url, setUrl] = useUrlState()
  const text = JSON.stringify(FILTER_KEYS.map((name) => url[name]))
  // biome-ignore lint/correctness/useExhaustiveDependencies: the filter's own parts of the address
  const filter = useMemo(() => filterOf(url), [text])
  const monitor = useMonitor(filter)
  const { buffer } = monitor
  const paused = useBuffer(buffer, (b) => b.paused)
  const { held, hold, follow } = useHeld(buffer, monitor.rows)
  const find = useRef<HTMLInputElement>(null)
  const openId = url['open']

  const open = useCallback((row: EventRow) => setUrl({ open: row.id, in: undefined }), [setUrl])
  // What was held was shown by another filter.
  const [of, setOf] = useState(text)
  if (of !== text) {
    setOf(text)
    follow()
  }

  const togglePause = (): void => monitor.pause(!buffer.paused)
  const running = monitor.state === 'live' || monitor.state === 'opening'
  useCommands(
    () => [
      command('pause', 'P', togglePause, running ? null : t('empty.stopped')),
      command('follow', 'F', follow),
      command('stop', 'S', () => (running ? monitor.stop() : monitor.start())),
      command('find', '/', () => find.current?.focus()),
      command('clear', undefined, () => setUrl(Object.fromEntries(FILTER_KEYS.map((n) => [n, undefined])))),
    ],
    [t, running, monitor.pause, monitor.start, monitor.stop, buffer, follow, setUrl],
  )
  function command(
    id: 'pause' | 'follow' | 'stop' | 'find' | 'clear',
    shortcut: string | undefined,
    run: () => void,
    why: string | null = null,
  ) {
    return {
      id: `events.${id}`,
      label: t(`command.${id}`),
      group: t('title'),
      ...(shortcut === undefined ? {} : { shortcut }),
      precondition: () => why,
      run,
    }
  }

  const rows = held ?? []
  const place = openId === undefined ? -1 : rows.findIndex((row) => row?.id === openId)
  const step = (to: number): (() => void) | undefined => {
    const row = place < 0 ? undefined : rows[to]
    return row && (() => open(row))
  }
  return (
    <>
      <Group gap="xs" mb="xs">
        <FilterBar filter={filter} find={find} />
      </Group>
      <Standing monitor={monitor} />
      <RateChart buffer={buffer} />
      <Group justify="space-between" my="xs" gap="xs">
        <Group gap="md">
          <StateMark monitor={monitor} />
          <Counters buffer={buffer} />
        </Group>
        <Group gap={6}>
          <Button
            size="xs"
            variant="default"
            disabled={!running}
            leftSection={paused ? <IconPlayerPlay size={15} /> : <IconPlayerPause size={15} />}
            onClick={() => monitor.pause(!paused)}
          >
            {paused ? t('resume') : t('pause')}
          </Button>
          <Tooltip label={held === null ? t('followOn') : t('pinnedNone')}>
            <Button
              size="xs"
              variant={held === null ? 'light' : 'default'}
              aria-pressed={held === null}
              leftSection={<IconArrowBarToDown size={15} />}
              onClick={() => (held === null ? hold() : follow())}
            >
              {t('follow')}
            </Button>
          </Tooltip>
          <Button
            size="xs"
            variant="default"
            leftSection={running ? <IconPlayerStop size={15} /> : <IconPlayerPlay size={15} />}
            onClick={() => (running ? monitor.stop() : monitor.start())}
          >
            {running ? t('stop') : t('start')}
          </Button>
        </Group>
      </Group>
      <LiveTable
        buffer={buffer}
        operator={context.kind === 'platform'}
        held={held}
        onHold={hold}
        onFollow={follow}
        onPause={togglePause}
        openId={openId}
        onOpen={open}
        empty={<Empty monitor={monitor} filter={filter} />}
      />
      <EventDrawer
        id={openId}
        row={openId === undefined ? undefined : (rows[place] ?? buffer.find(openId))}
        onClose={() => setUrl({ open: undefined, in: undefined })}
        onOlder={step(place - 1)}
        onNewer={step(place + 1)}
        onOnly={(only) => setUrl({ ...urlOf({ ...filter, ...only }), open: undefined })}
      />
    </>
  )
}

/** What the person has to know about the monitor beside its rows. */
function Standing({ monitor }: { readonly monitor: Monitor }) {
  const { t } = useTranslation('events')
  const broker = useBuffer(monitor.buffer, (b) => b.broker)
  if (monitor.state === 'failed') return <ErrorState error={monitor.error} onRetry={monitor.start} />
  if (monitor.state === 'ended')
    return (
      <Alert mb="xs" color="yellow" title={t('ended')}>
        {monitor.error === null ? t('endedText') : problemWords(problemOf(monitor.error))} {t('endedStays')}{' '}
        <Button size="compact-sm" variant="default" onClick={monitor.start}>
          {t('start')}
        </Button>
      </Alert>
    )
  if (monitor.state === 'live' && broker !== undefined && broker.state !== 'up')
    return (
      <Alert
        mb="xs"
        color={broker.state === 'down' ? 'red' : 'yellow'}
        icon={<IconPlugOff />}
        title={t(broker.state)}
      >
        {t(`${broker.state}Text`)} {broker.reason}
      </Alert>
    )
  return null
}

function StateMark({ monitor }: { readonly monitor: Monitor }) {
  const { t } = useTranslation('events')
  const { paused, away } = {
    paused: useBuffer(monitor.buffer, (b) => b.paused),
    away: useBuffer(monitor.buffer, (b) => b.broker?.state === 'down'),
  }
  const state =
    monitor.state === 'live'
      ? away
        ? 'down'
        : paused
          ? 'paused'
          : 'live'
      : monitor.state === 'opening'
        ? 'opening'
        : 'stopped'
  return (
    <Badge color={STATE_COLOR[state]} aria-live="polite" data-monitor={state}>
      {t(`state.${state}`)}
    </Badge>
  )
}

function Empty({ monitor, filter }: { readonly monitor: Monitor; readonly filter: EventFilter }) {
  const { t } = useTranslation('events')
  const received = useBuffer(monitor.buffer, (b) => b.counters.received)
  const down = useBuffer(monitor.buffer, (b) => b.broker?.state === 'down')
  if (monitor.state === 'stopped' || monitor.state === 'ended' || monitor.state === 'failed')
    return (
      <EmptyState
        icon={<IconPlayerStop size={24} />}
        title={t('empty.stopped')}
        text={t('empty.stoppedText')}
      />
    )
  if (down)
    return <EmptyState icon={<IconPlugOff size={24} />} title={t('empty.down')} text={t('downText')} />
  if (isFiltered(filter))
    return <EmptyState title={t('empty.filtered')} text={t('empty.filteredText', { count: received })} />
  return (
    <EmptyState icon={<IconActivity size={24} />} title={t('empty.waiting')} text={t('empty.waitingText')} />
  )
}
