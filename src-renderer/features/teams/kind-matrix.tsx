import { Accordion, Group, Stack, Table, Text } from '@mantine/core'
import { useCallbackRef } from '@mantine/hooks'
import { useTranslation } from 'react-i18next'
import {
  OPERATIONS,
  type Operation,
  PLATFORM_TYPES,
  RESOURCE_KINDS,
  RESOURCE_TYPES,
} from '../../../src-preload/contract/access.ts'
import type { Team } from '../../../src-preload/contract/teams.ts'
import { type Grant, type On, operationsOn, withOperation } from './grants.ts'
import { OperationBox } from './operation-box.tsx'

interface KindMatrixProps {
  readonly team: Team
  readonly grants: readonly Grant[]
  readonly onChange: (grants: readonly Grant[]) => void
}

/** The shared kinds have the same operations, so they make one grid. */
const SHARED: readonly Operation[] = OPERATIONS.knowledgeBase
const ADMINISTERING = RESOURCE_TYPES.filter(
  (type) => !PLATFORM_TYPES.has(type) && !RESOURCE_KINDS.some((kind) => kind === type),
)

/** Everything of each type. */
const WHOLE = Object.fromEntries(
  RESOURCE_TYPES.map((type) => [type, { type, resourceId: null }]),
) as unknown as { readonly [T in Grant['type']]: On }

/** Grants on everything of a kind: types × operations; what administers is folded away. */
export function KindMatrix({ team, grants, onChange }: KindMatrixProps) {
  const { t } = useTranslation('teams')
  const { t: words } = useTranslation('words')
  const change = useCallbackRef((on: On, operation: Operation, granted: boolean) =>
    onChange(withOperation(grants, on, operation, granted)),
  )
  const box = (type: Grant['type'], operation: Operation, withWord: boolean) => {
    const on = WHOLE[type]
    return (
      <OperationBox
        key={operation}
        on={on}
        operation={operation}
        granted={operationsOn(grants, on).includes(operation)}
        withWord={withWord}
        label={t('grants.cell', {
          team: team.name,
          operation: words(`operation.${operation}`),
          type: words(`type.${type}`),
        })}
        onChange={change}
      />
    )
  }
  return (
    <Stack gap="xs">
      <Table fz="sm" withTableBorder>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('grants.kind')}</Table.Th>
            {SHARED.map((operation) => (
              <Table.Th key={operation} ta="center" fz="xs">
                {words(`operation.${operation}`)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {RESOURCE_KINDS.map((kind) => (
            <Table.Tr key={kind}>
              <Table.Th fw={400} scope="row">
                {words(`type.${kind}`)}
              </Table.Th>
              {SHARED.map((operation) => (
                <Table.Td key={operation} ta="center">
                  {box(kind, operation, false)}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Accordion variant="contained" keepMounted={false}>
        <Accordion.Item value="administering">
          <Accordion.Control fz="sm">{t('grants.more')}</Accordion.Control>
          <Accordion.Panel>
            <Stack gap="xs">
              {ADMINISTERING.map((type) => (
                <Group
                  key={type}
                  wrap="nowrap"
                  align="flex-start"
                  role="group"
                  aria-label={words(`type.${type}`)}
                >
                  <Text size="sm" w={110} style={{ flexShrink: 0 }}>
                    {words(`type.${type}`)}
                  </Text>
                  <Group gap="sm">{OPERATIONS[type].map((operation) => box(type, operation, true))}</Group>
                </Group>
              ))}
            </Stack>
          </Accordion.Panel>
        </Accordion.Item>
      </Accordion>
    </Stack>
  )
}
