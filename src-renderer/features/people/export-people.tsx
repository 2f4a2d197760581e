import { Button, Group, Radio, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useClient } from '../../app/index.ts'
import { ErrorState, Modal, saveText, tell } from '../../components/index.ts'
import { useUrlState } from '../../state/index.ts'
import { filterOf } from './address.ts'

const FORMATS = ['castellan', 'google', 'entra', 'okta'] as const

/** Writes the people that the filters leave into a file of the chosen format. */
export function ExportPeople({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('people')
  const { t: words } = useTranslation('words')
  const client = useClient()
  const [address] = useUrlState()
  const [format, setFormat] = useState<(typeof FORMATS)[number]>('castellan')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const write = async (): Promise<void> => {
    setBusy(true)
    setError(null)
    try {
      const file = await client.imports.exportMembers({ ...filterOf(address), format })
      saveText(file.fileName, file.content)
      tell(t('export.done', { count: file.rows, file: file.fileName }))
      onClose()
    } catch (caught) {
      setError(caught)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Modal
      opened
      closeButtonProps={{ 'aria-label': words('close') }}
      onClose={onClose}
      title={t('export.title')}
    >
      <Stack gap="md">
        <Text size="sm">{t('export.text')}</Text>
        <Radio.Group
          label={t('export.format')}
          value={format}
          onChange={(value) => setFormat(FORMATS.find((f) => f === value) ?? 'castellan')}
        >
          <Stack gap="xs" mt="xs">
            {FORMATS.map((f) => (
              <Radio key={f} value={f} label={t(`export.formats.${f}`)} />
            ))}
          </Stack>
        </Radio.Group>
        {error !== null && <ErrorState error={error} />}
        <Group justify="flex-end">
          {busy && (
            <Text size="sm" c="dimmed" aria-live="polite">
              {t('export.working')}
            </Text>
          )}
          <Button variant="default" onClick={onClose}>
            {words('cancel')}
          </Button>
          <Button loading={busy} onClick={() => void write()}>
            {t('export.submit')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
