import { Alert } from '@mantine/core'
import { IconInfoCircle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useAnnouncement } from '../../state/index.ts'

/** What happened to the session or the page by itself, until it is dismissed. */
export function Announcement() {
  const { t } = useTranslation('shell')
  const sentence = useAnnouncement((s) => s.sentence)
  const say = useAnnouncement((s) => s.say)
  if (sentence === null) return null
  return (
    <Alert
      color="orange"
      role="alert"
      radius={0}
      icon={<IconInfoCircle />}
      withCloseButton
      closeButtonLabel={t('session.dismiss')}
      onClose={() => say(null)}
    >
      {sentence}
    </Alert>
  )
}
