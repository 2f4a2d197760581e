import { Button, Group, Text } from '@mantine/core'
import { IconPlugConnectedX } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLink } from '../../state/index.ts'
import { useBridge } from '../connection.tsx'

/** Across the top while the console does not answer, with the time to the next attempt. */
export function LostBanner() {
  const { t } = useTranslation('shell')
  const link = useLink((s) => s.link)
  const { retry } = useBridge()
  const [now, setNow] = useState(Date.now)
  const lost = link.state === 'lost'
  useEffect(() => {
    if (!lost) return
    const timer = setInterval(() => setNow(Date.now()), 500)
    return () => clearInterval(timer)
  }, [lost])
  if (link.state !== 'lost') return null
  const seconds = Math.max(0, Math.ceil((link.retryAt - now) / 1000))
  return (
    <Group role="alert" gap="sm" px="md" py={6} bg="red.9" c="white" wrap="nowrap">
      <IconPlugConnectedX size={18} aria-hidden />
      <Text size="sm" fw={600}>
        {t('link.lost')}
      </Text>
      <Text size="sm" aria-live="off">
        {seconds > 0 ? t(link.byLoad ? 'link.lostLoad' : 'link.lostText', { seconds }) : t('link.trying')}
      </Text>
      <Button size="compact-sm" variant="white" color="red.9" ml="auto" onClick={retry}>
        {t(link.byLoad ? 'link.load' : 'link.retry')}
      </Button>
    </Group>
  )
}
