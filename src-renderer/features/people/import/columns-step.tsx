import { ScrollArea, Select, SimpleGrid, Stack, Table, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { IMPORT_FIELDS } from '../../../../src-preload/contract/imports.ts'
import type { Draft } from './draft.ts'
import { FileFacts } from './file-facts.tsx'

interface ColumnsStepProps {
  readonly draft: Draft
  readonly onChange: (draft: Draft) => void
}

/** The file's columns as choices; one without a heading is called by its number. */
export function useColumnChoices(columns: readonly string[]) {
  const { t } = useTranslation('people')
  return columns.map((name, at) => ({
    value: String(at),
    label: name.trim() === '' ? t('import.column', { n: at + 1 }) : name,
  }))
}

/** Which column holds what, beside the first rows of the file. */
export function ColumnsStep({ draft, onChange }: ColumnsStepProps) {
  const { t } = useTranslation('people')
  const { file, mapping } = draft
  const choices = useColumnChoices(file.columns)
  return (
    <Stack gap="md" style={{ minHeight: 0 }}>
      <FileFacts file={file} />
      <div>
        <Title order={2}>{t('import.mapTitle')}</Title>
        <Text size="sm" c="dimmed">
          {t('import.mapText')}
        </Text>
      </div>
      <SimpleGrid cols={4} spacing="sm">
        {IMPORT_FIELDS.map((field) => (
          <Select
            key={field}
            size="xs"
            label={t(`import.field.${field}`)}
            required={field === 'email'}
            searchable
            clearable
            // A click on what is chosen already keeps it.
            allowDeselect={false}
            data={choices}
            value={mapping[field] === undefined ? null : String(mapping[field])}
            onChange={(value) =>
              onChange({
                ...draft,
                mapping: { ...mapping, [field]: value === null ? undefined : Number(value) },
              })
            }
          />
        ))}
      </SimpleGrid>
      <Title order={3}>{t('import.sample')}</Title>
      <ScrollArea type="auto" viewportProps={{ tabIndex: 0, 'aria-label': t('import.sample') }}>
        <Table striped withTableBorder fz="xs" style={{ whiteSpace: 'nowrap' }}>
          <Table.Thead>
            <Table.Tr>
              {choices.map((choice) => (
                <Table.Th key={choice.value}>{choice.label}</Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {file.sample.map((row, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the rows of a file never move
              <Table.Tr key={at}>
                {choices.map((choice, column) => (
                  <Table.Td key={choice.value}>{row[column] ?? ''}</Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </ScrollArea>
    </Stack>
  )
}
