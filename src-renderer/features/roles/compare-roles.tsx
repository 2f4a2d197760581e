import { Badge, Button, Card, Group, Select, Switch, Table, Text, Title } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Operation } from '../../../src-preload/contract/access.ts'
import type { Role } from '../../../src-preload/contract/roles.ts'
import { useRoleName } from '../../app/index.ts'
import { EmptyState } from '../../components/index.ts'
import { compared } from './matrix.ts'

interface CompareRolesProps {
  readonly roles: readonly Role[]
  readonly left: Role
  readonly right: Role
  readonly onChoose: (left: string, right: string) => void
  readonly onClose: () => void
}

/** Two roles side by side: what both allow, and what only one of them does. */
export function CompareRoles({ roles, left, right, onChoose, onClose }: CompareRolesProps) {
  const { t } = useTranslation('roles')
  const { t: words } = useTranslation('words')
  const nameOf = useRoleName()
  const [onlyDifferent, setOnlyDifferent] = useState(false)
  const rows = compared(left.matrix, right.matrix)
  const shown = onlyDifferent ? rows.filter((r) => r.left.length + r.right.length > 0) : rows
  const count = (of: (row: (typeof rows)[number]) => readonly Operation[]): number =>
    rows.reduce((sum, row) => sum + of(row).length, 0)
  const choices = roles.map((r) => ({ value: r.id, label: nameOf(r) }))
  const pick = (label: string, value: Role, choose: (id: string) => void) => (
    <Select
      label={label}
      searchable
      allowDeselect={false}
      data={choices}
      value={value.id}
      onChange={(id) => id !== null && choose(id)}
    />
  )
  return (
    <Card component="section" aria-label={t('compare.title')}>
      <Group justify="space-between" mb="md">
        <Title order={2}>{t('compare.title')}</Title>
        <Button size="xs" variant="default" leftSection={<IconArrowLeft size={15} />} onClick={onClose}>
          {t('compare.back')}
        </Button>
      </Group>
      <Group grow mb="md">
        {pick(t('compare.left'), left, (id) => onChoose(id, right.id))}
        {pick(t('compare.right'), right, (id) => onChoose(left.id, id))}
      </Group>
      <Group justify="space-between" mb="xs">
        <Text size="sm" aria-live="polite">
          {t('compare.summary', {
            left: nameOf(left),
            right: nameOf(right),
            onlyLeft: count((r) => r.left),
            onlyRight: count((r) => r.right),
            both: count((r) => r.both),
          })}
        </Text>
        <Switch
          size="xs"
          label={t('compare.onlyDifferent')}
          checked={onlyDifferent}
          onChange={(event) => setOnlyDifferent(event.currentTarget.checked)}
        />
      </Group>
      {shown.length === 0 ? (
        <EmptyState title={t('compare.same')} />
      ) : (
        <Table layout="fixed" verticalSpacing={6}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th w={150}>{t('compare.type')}</Table.Th>
              <Table.Th>
                {nameOf(left)} · {t('members', { count: left.members })}
              </Table.Th>
              <Table.Th>
                {nameOf(right)} · {t('members', { count: right.members })}
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {shown.map((row) => (
              <Table.Tr key={row.type}>
                <Table.Th scope="row" fw={500}>
                  {words(`type.${row.type}`)}
                </Table.Th>
                <Side both={onlyDifferent ? [] : row.both} only={row.left} />
                <Side both={onlyDifferent ? [] : row.both} only={row.right} />
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Card>
  )
}

interface SideProps {
  readonly both: readonly Operation[]
  readonly only: readonly Operation[]
}

/** What one of the two allows on a type; what the other does not is marked, by a sign and not by colour alone. */
function Side({ both, only }: SideProps) {
  const { t } = useTranslation('words')
  return (
    <Table.Td>
      <Group gap={4}>
        {both.length + only.length === 0 && (
          <Text size="sm" c="dimmed" span>
            –
          </Text>
        )}
        {both.map((o) => (
          <Badge key={o} color="gray">
            {t(`operation.${o}`)}
          </Badge>
        ))}
        {only.map((o) => (
          <Badge key={o} color="teal">
            + {t(`operation.${o}`)}
          </Badge>
        ))}
      </Group>
    </Table.Td>
  )
}
