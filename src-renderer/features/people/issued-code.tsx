import { Button, Code, CopyButton, Group, Stack, Text } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Modal, Time } from '../../components/index.ts'
import type { Issued } from './invite-person.tsx'

/** The code of an invitation, once. It closes only by its button, so that a stray click does not lose it. */
export function IssuedCode({
  issued,
  onClose,
}: {
  readonly issued: Issued | null
  readonly onClose: () => void
}) {
  const { t } = useTranslation('people')
  if (issued === null) return null
  const { email, expiresAt } = issued.invitation
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('invite.tokenTitle', { email })}
      closeOnClickOutside={false}
      closeOnEscape={false}
      withCloseButton={false}
    >
      <Stack gap="md">
        <Text size="sm">{t('invite.tokenText', { email })}</Text>
        <Text size="sm">{t('invite.tokenWhere')}</Text>
        <Code
          block
          aria-label={t('invite.token')}
          style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}
        >
          {issued.token}
        </Code>
        <Text size="sm" c="dimmed">
          {t('invite.expires')} <Time at={expiresAt} />
        </Text>
        <Group justify="flex-end">
          <CopyButton value={issued.token}>
            {({ copied, copy }) => (
              <Button
                data-autofocus
                variant="default"
                leftSection={copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
                onClick={copy}
              >
                {copied ? t('invite.copied') : t('invite.copy')}
              </Button>
            )}
          </CopyButton>
          <Button onClick={onClose}>{t('invite.done')}</Button>
        </Group>
      </Stack>
    </Modal>
  )
}
