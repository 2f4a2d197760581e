import { Badge, Group, List, Select, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  OPERATIONS,
  type Operation,
  operation as operationSchema,
  PLATFORM_TYPES,
  RESOURCE_TYPES,
  type ResourceType,
  resourceType,
} from '../../../src-preload/contract/access.ts'
import type { Member } from '../../../src-preload/contract/members.ts'
import type { Allowance, Explanation } from '../../../src-preload/contract/permissions.ts'
import { useApi, useHere, useRoleName } from '../../app/index.ts'
import { QueryState } from '../../components/index.ts'
import { Explained } from './explained.tsx'

/** "Why can or can't Ada do this?": the permission service's own answer, with what would change it. */
export function ExplainPanel({ member }: { readonly member: Member }) {
  const { t } = useTranslation('people')
  const { t: words } = useTranslation('words')
  const { context } = useHere()
  const [type, setType] = useState<ResourceType>('knowledgeBase')
  const [operation, setOperation] = useState<Operation>('create')
  const query = useQuery(
    useApi().permissions.explain.queryOptions({ input: { memberId: member.id, type, operation } }),
  )
  const types = RESOURCE_TYPES.filter((x) => context.kind === 'platform' || !PLATFORM_TYPES.has(x))
  const chooseType = (next: string | null): void => {
    const parsed = resourceType.safeParse(next)
    if (!parsed.success) return
    const operations: readonly Operation[] = OPERATIONS[parsed.data]
    setType(parsed.data)
    if (!operations.includes(operation)) setOperation(operations[0] ?? 'read')
  }
  return (
    <Stack gap="md">
      <Title order={3}>{t('why.title', { name: member.name })}</Title>
      <Group grow align="flex-start">
        <Select
          label={t('why.type')}
          data={types.map((x) => ({ value: x, label: words(`type.${x}`) }))}
          value={type}
          onChange={chooseType}
          allowDeselect={false}
          searchable
        />
        <Select
          label={t('why.operation')}
          data={OPERATIONS[type].map((x) => ({ value: x, label: words(`operation.${x}`) }))}
          value={operation}
          onChange={(next) => {
            const parsed = operationSchema.safeParse(next)
            if (parsed.success) setOperation(parsed.data)
          }}
          allowDeselect={false}
        />
      </Group>
      <div aria-live="polite">
        <QueryState query={query}>{(answer) => <Answer answer={answer} member={member} />}</QueryState>
      </div>
    </Stack>
  )
}

function Answer({ answer, member }: { readonly answer: Explanation; readonly member: Member }) {
  const { t } = useTranslation('people')
  const { t: words } = useTranslation('words')
  return (
    <Stack gap="sm">
      <Group gap="xs" wrap="nowrap" align="flex-start">
        <Badge size="lg" color={answer.allowed ? 'teal' : 'red'} style={{ flexShrink: 0 }}>
          {answer.allowed ? t('why.yes') : t('why.no')}
        </Badge>
        <Text fw={600}>
          {t('why.question', {
            name: member.name,
            operation: words(`operation.${answer.operation}`),
            type: words(`type.${answer.type}`),
          })}
        </Text>
      </Group>
      <Explained answer={answer} state={member.state} />
      {answer.because.length > 0 && <Allowances title={t('why.because')} items={answer.because} />}
      {!answer.allowed &&
        answer.cut === null &&
        (answer.wouldAllow.length > 0 ? (
          <Allowances title={t('why.wouldAllow')} items={answer.wouldAllow} />
        ) : (
          <Text size="sm" c="dimmed">
            {t('why.nothing')}
          </Text>
        ))}
    </Stack>
  )
}

function Allowances({ title, items }: { readonly title: string; readonly items: readonly Allowance[] }) {
  const { t } = useTranslation('people')
  const nameOf = useRoleName()
  return (
    <div>
      <Text size="sm" fw={600}>
        {title}
      </Text>
      <List size="sm" mt={4}>
        {items.map((item) => (
          <List.Item key={`${item.kind} ${item.id}`}>
            {t(`why.kind.${item.kind}`)}: {item.kind === 'role' ? nameOf(item) : item.name}
          </List.Item>
        ))}
      </List>
    </div>
  )
}
