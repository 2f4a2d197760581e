import { Badge, Group, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ImportFile } from '../../../../src-preload/contract/imports.ts'

const SIGNS: ReadonlyMap<string, 'comma' | 'semicolon' | 'tab' | 'bar'> = new Map([
  [',', 'comma'],
  [';', 'semicolon'],
  ['\t', 'tab'],
  ['|', 'bar'],
])

/** What the console recognised in a file. */
export function FileFacts({ file }: { readonly file: ImportFile }) {
  const { t } = useTranslation('people')
  const sign = SIGNS.get(file.delimiter)
  return (
    <Group gap="sm">
      <Text size="sm" fw={600}>
        {file.fileName}
      </Text>
      <Badge color={file.source === 'unknown' ? 'orange' : 'teal'}>
        {file.source === 'unknown'
          ? t('import.unknown')
          : t('import.recognised', { source: t(`import.sources.${file.source}`) })}
      </Badge>
      <Text size="sm" c="dimmed">
        {t('import.facts', {
          count: file.rows,
          encoding: file.encoding,
          delimiter:
            sign === undefined
              ? t('import.delimiters.other', { sign: file.delimiter })
              : t(`import.delimiters.${sign}`),
        })}
      </Text>
    </Group>
  )
}
