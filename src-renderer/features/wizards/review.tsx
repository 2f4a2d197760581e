import { Table } from '@mantine/core'
import type { ReactNode } from 'react'

/** What will be done, line by line, before it is done. */
export function Review({
  lines,
}: {
  readonly lines: readonly (readonly [what: string, value: ReactNode])[]
}) {
  return (
    <Table variant="vertical" withTableBorder layout="fixed">
      <Table.Tbody>
        {lines.map(([what, value]) => (
          <Table.Tr key={what}>
            <Table.Th w={200}>{what}</Table.Th>
            <Table.Td style={{ overflowWrap: 'anywhere' }}>{value}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}
