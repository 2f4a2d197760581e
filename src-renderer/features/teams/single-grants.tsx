import { ActionIcon, Card, Group, Select, Stack, Text } from '@mantine/core'
import { useCallbackRef, useDebouncedValue } from '@mantine/hooks'
import { IconX } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  OPERATIONS,
  type Operation,
  RESOURCE_KINDS,
  type ResourceKind,
} from '../../../src-preload/contract/access.ts'
import type { Team } from '../../../src-preload/contract/teams.ts'
import { useApi, useCan, useWhyNot } from '../../app/index.ts'
import { type Grant, type On, withOperation, withOperations } from './grants.ts'
import { OperationBox } from './operation-box.tsx'

interface SingleGrantsProps {
  readonly team: Team
  readonly grants: readonly Grant[]
  readonly nameOf: (resourceId: string) => string | null
  readonly onChange: (grants: readonly Grant[]) => void
}

/** Milliseconds without a key before a search is sent. */
const PAUSE_MS = 200
const FOUND = 20

/** Grants on one knowledge base, one chatbot … */
export function SingleGrants({ team, grants, nameOf, onChange }: SingleGrantsProps) {
  const { t } = useTranslation('teams')
  const { t: words } = useTranslation('words')
  const change = useCallbackRef((on: On, operation: Operation, granted: boolean) =>
    onChange(withOperation(grants, on, operation, granted)),
  )
  const singles = grants.filter((g) => g.resourceId !== null)
  return (
    <Stack gap="xs">
      {singles.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('grants.singleNone')}
        </Text>
      )}
      {singles.map((grant) => {
        const one = words(`one.${grant.type}`)
        const name = (grant.resourceId && nameOf(grant.resourceId)) || t('grants.unknown', { type: one })
        return (
          <Card key={`${grant.type} ${grant.resourceId}`} padding="xs">
            <Group justify="space-between" wrap="nowrap">
              <Text size="sm" fw={500} truncate>
                {name}{' '}
                <Text span size="xs" c="dimmed">
                  {one}
                </Text>
              </Text>
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t('grants.removeSingle', { name })}
                onClick={() => onChange(withOperations(grants, grant, []))}
              >
                <IconX size={15} />
              </ActionIcon>
            </Group>
            <Group gap="sm" mt={4} role="group" aria-label={t('granted', { name })}>
              {OPERATIONS[grant.type]
                .filter((operation) => operation !== 'create')
                .map((operation) => (
                  <OperationBox
                    key={operation}
                    on={grant}
                    operation={operation}
                    granted={grant.operations.includes(operation)}
                    withWord
                    label={`${team.name} ${operation}`}
                    onChange={change}
                  />
                ))}
            </Group>
          </Card>
        )
      })}
      <AddSingle
        onAdd={(type, resourceId) => onChange(withOperations(grants, { type, resourceId }, ['read']))}
      />
    </Stack>
  )
}

function AddSingle({ onAdd }: { readonly onAdd: (kind: ResourceKind, id: string) => void }) {
  const { t } = useTranslation('teams')
  const { t: words } = useTranslation('words')
  const can = useCan()
  const locked = useWhyNot()('team', 'update')
  const [kind, setKind] = useState<ResourceKind>('knowledgeBase')
  const [typed, setTyped] = useState('')
  const [search] = useDebouncedValue(typed.trim(), PAUSE_MS)
  const found = useQuery(
    useApi().resources.list.queryOptions({
      input: { kind, search: search === '' ? undefined : search, limit: FOUND },
      enabled: can(kind, 'read'),
      placeholderData: keepPreviousData,
    }),
  )
  return (
    <Group align="flex-end" wrap="nowrap">
      <Select
        size="xs"
        w={150}
        label={t('grants.kind')}
        allowDeselect={false}
        disabled={locked !== null}
        data={RESOURCE_KINDS.map((k) => ({ value: k, label: words(`type.${k}`) }))}
        value={kind}
        onChange={(next) => setKind(RESOURCE_KINDS.find((k) => k === next) ?? kind)}
      />
      <Select
        size="xs"
        style={{ flex: 1 }}
        label={t('grants.addSingle')}
        placeholder={locked ?? t('grants.find')}
        disabled={locked !== null}
        searchable
        // The console searches; what it found is shown as it is.
        filter={({ options }) => options}
        nothingFoundMessage={t('grants.notFound')}
        data={(found.data?.items ?? []).map((r) => ({ value: r.id, label: r.name }))}
        value={null}
        searchValue={typed}
        onSearchChange={setTyped}
        onChange={(id) => {
          if (id === null) return
          onAdd(kind, id)
          setTyped('')
        }}
      />
    </Group>
  )
}
