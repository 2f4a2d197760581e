import { Table, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { PlannedChange } from '../../../src-preload/contract/approvals.ts'
import { useLine } from './words.ts'

/** Line by line what an approval carries out: before and after. Everything in it is text. */
export function ChangesList({ changes }: { readonly changes: readonly PlannedChange[] }) {
  const { t } = useTranslation('approvals')
  const lineOf = useLine()
  return (
    <Table.ScrollContainer minWidth={420} mah={360}>
      <Table fz="sm" withTableBorder verticalSpacing={6} stickyHeader aria-label={t('willDo')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('what')}</Table.Th>
            <Table.Th>{t('before')}</Table.Th>
            <Table.Th>{t('after')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {changes.map((change, at) => {
            const { what, name, before, after } = lineOf(change)
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: the lines of one request never move
              <Table.Tr key={at}>
                <Table.Td>
                  <Text size="sm" fw={name === '' ? 400 : 600}>
                    {name === '' ? what : name}
                  </Text>
                  {name !== '' && (
                    <Text size="xs" c="dimmed">
                      {what}
                    </Text>
                  )}
                </Table.Td>
                <Table.Td c="dimmed">{before}</Table.Td>
                <Table.Td fw={500}>{after}</Table.Td>
              </Table.Tr>
            )
          })}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}
