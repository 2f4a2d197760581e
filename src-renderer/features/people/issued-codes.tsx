import { Button, Code, CopyButton, Group, ScrollArea, Stack, Table, Text } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Modal } from '../../components/index.ts'
import type { Issued } from './invite-person.tsx'

interface IssuedCodesProps {
  readonly issued: readonly Issued[]
  readonly onClose: () => void
}

/** The codes of several invitations, once. It closes only by its button, as that of one does. */
export function IssuedCodes({ issued, onClose }: IssuedCodesProps) {
  const { t } = useTranslation('people')
  const lines = issued.map(({ invitation, token }) => `${invitation.email}\t${token}`).join('\n')
  return (
    <Modal
      opened={issued.length > 0}
      onClose={onClose}
      size="xl"
      title={t('invite.tokensTitle', { count: issued.length })}
      closeOnClickOutside={false}
      closeOnEscape={false}
      withCloseButton={false}
    >
      <Stack gap="md">
        <Text size="sm">{t('invite.tokensText')}</Text>
        <ScrollArea.Autosize mah={320} type="auto" viewportProps={{ tabIndex: 0 }}>
          <Table>
            <Table.Tbody>
              {issued.map(({ invitation, token }) => (
                <Table.Tr key={invitation.id}>
                  <Table.Td>{invitation.email}</Table.Td>
                  <Table.Td>
                    <Code>{token}</Code>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </ScrollArea.Autosize>
        <Group justify="flex-end">
          <CopyButton value={lines}>
            {({ copied, copy }) => (
              <Button
                variant="default"
                leftSection={copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
                onClick={copy}
              >
                {copied ? t('invite.copied') : t('invite.copyAll')}
              </Button>
            )}
          </CopyButton>
          <Button onClick={onClose}>{t('invite.done')}</Button>
        </Group>
      </Stack>
    </Modal>
  )
}
