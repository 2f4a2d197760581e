import { Button, FileButton, Group, Paper, Stack, Text, ThemeIcon } from '@mantine/core'
import { IconFileSpreadsheet } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { badInput } from '../../../../src-preload/contract/errors.ts'
import { type ImportFile, LARGEST_FILE_BYTES } from '../../../../src-preload/contract/imports.ts'
import { ISSUES } from '../../../../src-preload/contract/issues.ts'
import { useClient } from '../../../app/index.ts'
import { ErrorState } from '../../../components/index.ts'
import { FileFacts } from './file-facts.tsx'
import { readAsBase64 } from './read-file.ts'

interface FileStepProps {
  /** The file that was read before, when one came back to this step. */
  readonly file: ImportFile | null
  readonly onFile: (file: ImportFile) => void
}

/** Takes the file, dropped or chosen, and has the console recognise it. */
export function FileStep({ file, onFile }: FileStepProps) {
  const { t } = useTranslation('people')
  const client = useClient()
  const reset = useRef<() => void>(null)
  const [over, setOver] = useState(false)
  const [reading, setReading] = useState<string | null>(null)
  const [error, setError] = useState<unknown>(null)

  const take = async (chosen: File | null | undefined): Promise<void> => {
    if (chosen === null || chosen === undefined || reading !== null) return
    setError(null)
    if (chosen.size > LARGEST_FILE_BYTES) {
      setError(badInput(chosen.name, ISSUES.fileLarge))
      return
    }
    setReading(chosen.name)
    try {
      onFile(await client.imports.upload({ fileName: chosen.name, content: await readAsBase64(chosen) }))
    } catch (caught) {
      setError(caught)
    } finally {
      setReading(null)
    }
  }

  return (
    <Stack gap="md">
      <Paper
        withBorder
        radius="md"
        p={48}
        bg={over ? 'var(--mantine-primary-color-light)' : undefined}
        style={{ borderStyle: 'dashed', borderWidth: 2 }}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault()
          setOver(false)
          void take(event.dataTransfer.files[0])
        }}
      >
        <Stack align="center" gap="xs">
          <ThemeIcon variant="light" size={52} radius="xl" aria-hidden>
            <IconFileSpreadsheet size={28} />
          </ThemeIcon>
          <Text fw={600}>{t('import.drop')}</Text>
          <Text size="sm" c="dimmed" ta="center" maw={460}>
            {t('import.dropText')}
          </Text>
          <FileButton
            accept=".csv,.tsv,.txt,text/csv"
            resetRef={reset}
            onChange={(chosen) => {
              // Chosen again, once it is mended, the same file would be no change.
              reset.current?.()
              void take(chosen)
            }}
          >
            {(props) => (
              <Button {...props} mt="xs" loading={reading !== null}>
                {t('import.choose')}
              </Button>
            )}
          </FileButton>
          <Text size="sm" mih={22} aria-live="polite">
            {reading === null ? '' : t('import.reading', { file: reading })}
          </Text>
        </Stack>
      </Paper>
      {error !== null && <ErrorState error={error} />}
      {file !== null && (
        <Group>
          <FileFacts file={file} />
        </Group>
      )}
    </Stack>
  )
}
