import { Badge, Group, Table } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { PreviewRow } from '../../../../src-preload/contract/imports.ts'
import { importWords } from '../../../text/import-words.ts'
import { RoleBadges, TeamBadges } from '../name-badges.tsx'

const COLOR = { add: 'teal', update: 'blue', unchanged: 'gray', refused: 'red' } as const

/** One row of the file and what becomes of it. */
export function CheckRow({ row }: { readonly row: PreviewRow }) {
  const { t } = useTranslation('people')
  const clipped = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const
  return (
    <Table.Tr>
      <Table.Td>{row.row}</Table.Td>
      <Table.Td>
        <Badge color={COLOR[row.fate]}>{t(`import.fate.${row.fate}`)}</Badge>
      </Table.Td>
      <Table.Td style={clipped} title={row.email}>
        {row.email}
      </Table.Td>
      <Table.Td style={clipped} title={row.name}>
        {row.name}
      </Table.Td>
      <Table.Td>
        {row.fate !== 'refused' && (
          <Group gap={4} wrap="nowrap">
            <RoleBadges ids={row.roleIds} most={1} />
            {row.teamIds.length > 0 && <TeamBadges ids={row.teamIds} most={1} />}
          </Group>
        )}
      </Table.Td>
      <Table.Td>{importWords(row.reasons)}</Table.Td>
    </Table.Tr>
  )
}
