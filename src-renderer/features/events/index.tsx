/**
 * The event flow: what happens as it passes, and the messages that consumers gave up on. Whatever comes from the
 * wire is text and is never drawn as anything else.
 */
import { Tabs } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useHere } from '../../app/index.ts'
import { PageHeader } from '../../components/index.ts'
import { useCommands, useUrlPart } from '../../state/index.ts'
import { DeadLetters } from './dead-letters/dead-letters.tsx'
import { LiveView } from './live/live-view.tsx'
import { NoBroker } from './no-broker.tsx'
import { SimulatorBanner } from './simulator/simulator-banner.tsx'
import { SimulatorSwitch } from './simulator/simulator-switch.tsx'

const DEAD = 'dead-letters'

export function EventsPage() {
  const { t } = useTranslation('events')
  const { context } = useHere()
  const navigate = useNavigate()
  const tab = useUrlPart() === DEAD ? DEAD : 'live'
  const go = (part: string | null): void =>
    void navigate({
      to: '/events/{-$part}',
      params: { part: part === DEAD ? DEAD : undefined },
      search: {},
    })
  useCommands(
    () => [
      { id: 'events.live', label: t('command.live'), group: t('title'), run: () => go('live') },
      { id: 'events.dead', label: t('command.dead'), group: t('title'), run: () => go(DEAD) },
    ],
    [t],
  )
  return (
    <>
      <PageHeader
        title={t('title')}
        text={context.kind === 'platform' ? t('textPlatform') : t('text', { name: context.name })}
        actions={<SimulatorSwitch />}
      />
      <NoBroker />
      <SimulatorBanner />
      <Tabs
        value={tab}
        onChange={go}
        keepMounted={false}
        style={{ display: 'flex', flexDirection: 'column', flex: 1, minHeight: 0 }}
        styles={{ panel: { display: 'flex', flexDirection: 'column', flex: 1, minHeight: 0 } }}
      >
        <Tabs.List mb="sm">
          <Tabs.Tab value="live">{t('tab.live')}</Tabs.Tab>
          <Tabs.Tab value={DEAD}>{t('tab.dead')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="live">
          <LiveView />
        </Tabs.Panel>
        <Tabs.Panel value={DEAD}>
          <DeadLetters />
        </Tabs.Panel>
      </Tabs>
    </>
  )
}
