import { Alert, Button, Group, Text } from '@mantine/core'
import { IconFlask } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Guarded } from '../../../app/index.ts'
import { useSimulator } from './use-simulator.ts'

/** Says, as long as it is so, that what passes is simulated. */
export function SimulatorBanner() {
  const { t } = useTranslation('events')
  const { state, turn } = useSimulator()
  if (state?.running !== true) return null
  return (
    <Alert color="yellow" icon={<IconFlask />} mb="sm" py={6} role="status" aria-label={t('simulator.on')}>
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm" c="var(--mantine-color-text)">
          <b>{t('simulator.on')}</b> · {t('chart.perSecond', { count: state.perSecond })} ·{' '}
          {t('simulator.sent', { count: state.sent })} · {t('simulator.onText')}
        </Text>
        <Guarded type="event" operation="redrive">
          <Button
            size="compact-sm"
            variant="default"
            style={{ flex: 'none' }}
            loading={turn.isPending}
            onClick={() => turn.mutate({ on: false })}
          >
            {t('simulator.turnOff')}
          </Button>
        </Guarded>
      </Group>
    </Alert>
  )
}
