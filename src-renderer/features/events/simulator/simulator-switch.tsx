import { Button, NumberInput, Popover, Stack, Text } from '@mantine/core'
import { IconFlask } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Locked, useWhyNot } from '../../../app/index.ts'
import { useCommands } from '../../../state/index.ts'
import { useSimulator } from './use-simulator.ts'

const LEAST = 0.1
const MOST = 100

/** Only in the local sample workspace: lets simulated traffic pass, at a chosen rate. */
export function SimulatorSwitch() {
  const { t } = useTranslation('events')
  const { state, turn } = useSimulator()
  const whyNot = useWhyNot()
  const [rate, setRate] = useState<number | string>(2)
  const [opened, setOpened] = useState(false)
  const available = state?.available === true
  const running = state?.running === true
  const perSecond = Math.min(MOST, Math.max(LEAST, Number(rate) || LEAST))
  const act = (): void => turn.mutate({ on: !running, perSecond }, { onSuccess: () => setOpened(false) })
  useCommands(
    () =>
      available
        ? [
            {
              id: 'events.simulate',
              label: t('command.simulate'),
              group: t('title'),
              precondition: () => whyNot('event', 'redrive'),
              run: act,
            },
          ]
        : [],
    [t, available, running, perSecond, whyNot],
  )
  if (!available) return null
  const button = (
    <Button variant="default" leftSection={<IconFlask size={16} />} onClick={() => setOpened((o) => !o)}>
      {t('simulator.name')}
    </Button>
  )
  const locked = whyNot('event', 'redrive')
  if (locked !== null) return <Locked reason={locked}>{button}</Locked>
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" width={340} withArrow trapFocus>
      <Popover.Target>{button}</Popover.Target>
      <Popover.Dropdown>
        <Stack gap="sm">
          <Text size="sm">{t('simulator.text')}</Text>
          <NumberInput
            size="xs"
            label={t('simulator.rate')}
            value={rate}
            min={LEAST}
            max={MOST}
            step={1}
            decimalScale={1}
            onChange={setRate}
          />
          <Button size="xs" loading={turn.isPending} onClick={act}>
            {running ? t('simulator.turnOff') : t('simulator.turnOn')}
          </Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}
