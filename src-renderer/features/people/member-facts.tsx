import { Table } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Member } from '../../../src-preload/contract/members.ts'
import { Time } from '../../components/index.ts'

/** What else is known of a membership. */
export function MemberFacts({ member }: { readonly member: Member }) {
  const { t } = useTranslation('people')
  const { t: words } = useTranslation('words')
  const facts = [
    [t('column.joined'), <Time key="joined" at={member.joinedAt} />],
    [t('column.source'), words(`source.${member.source}`)],
    [t('column.addedBy'), member.addedBy || t('nobody')],
    [t('column.department'), member.department || '–'],
    [t('column.jobTitle'), member.title || '–'],
  ] as const
  return (
    <Table variant="vertical" layout="fixed">
      <Table.Tbody>
        {facts.map(([label, value]) => (
          <Table.Tr key={label}>
            <Table.Th w={140}>{label}</Table.Th>
            <Table.Td>{value}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}
