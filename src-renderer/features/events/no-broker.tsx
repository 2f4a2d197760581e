import { Alert, Text } from '@mantine/core'
import { IconPlugOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useWithoutBroker } from '../../app/index.ts'

/** Says whose events pass here where nothing carries them from one console to the other: an empty monitor would not. */
export function NoBroker() {
  const { t } = useTranslation('events')
  const passing = useWithoutBroker()
  if (passing === null) return null
  return (
    <Alert color="orange" icon={<IconPlugOff />} mb="sm" py={6} role="status" title={t('noBroker.title')}>
      <Text size="sm" c="var(--mantine-color-text)">
        {t(`noBroker.${passing}`)} {t('noBroker.text')}
      </Text>
    </Alert>
  )
}
