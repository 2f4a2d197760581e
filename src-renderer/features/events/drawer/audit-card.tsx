import { Card, Group, Stack, Table, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { AuditEntry } from '../../../../src-preload/contract/audit.ts'
import { useApi, useWhyNot } from '../../../app/index.ts'
import { QueryState, Time } from '../../../components/index.ts'
import { problemOf } from '../../../errors.ts'

/** The trail's record of the change that an event tells of, or why there is none to show. */
export function AuditCard({ auditId }: { readonly auditId: string | null }) {
  const { t } = useTranslation('events')
  const api = useApi()
  const locked = useWhyNot()('audit', 'read')
  const asks = auditId !== null && locked === null
  const record = useQuery(
    api.audit.get.queryOptions({ input: { id: auditId ?? '' }, enabled: asks, retry: false }),
  )
  const elsewhere = record.isError && ['NOT_FOUND', 'BAD_INPUT'].includes(problemOf(record.error).code)
  const instead = auditId === null ? t('audit.none') : (locked ?? (elsewhere ? t('audit.elsewhere') : null))
  return (
    <Card component="section" aria-label={t('audit.title')} bg="var(--surface-raised)">
      <Title order={3} mb="xs">
        {t('audit.title')}
      </Title>
      {instead === null ? (
        <QueryState query={record}>{(entry) => <Entry entry={entry} />}</QueryState>
      ) : (
        <Text size="sm" c="dimmed">
          {instead}
        </Text>
      )}
    </Card>
  )
}

function Entry({ entry }: { readonly entry: AuditEntry }) {
  const { t } = useTranslation('events')
  const changes = changesOf(entry)
  return (
    <Stack gap={6}>
      <Text size="sm" fw={500}>
        {entry.summary}
      </Text>
      <Group gap="xs">
        <Text size="xs" c="dimmed">
          {t('audit.sequence', { sequence: entry.sequence })} · {entry.actor} ·{' '}
          <Time at={entry.time} show="second" />
        </Text>
      </Group>
      {entry.reason !== null && <Line label={t('audit.reason')}>{entry.reason}</Line>}
      {entry.because !== '' && <Line label={t('audit.because')}>{entry.because}</Line>}
      <Line label={t('audit.origin')}>
        {entry.origin.host}, {entry.origin.app}
      </Line>
      {changes.length === 0 ? (
        <Text size="xs" c="dimmed">
          {t('audit.noChanges')}
        </Text>
      ) : (
        <Table fz="xs" layout="fixed" aria-label={t('audit.changes')}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th w={120} />
              <Table.Th>{t('audit.before')}</Table.Th>
              <Table.Th>{t('audit.after')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {changes.map(({ field, before, after }) => (
              <Table.Tr key={field} style={{ overflowWrap: 'anywhere', verticalAlign: 'top' }}>
                <Table.Th fw={500}>{field}</Table.Th>
                <Table.Td>{before}</Table.Td>
                <Table.Td>{after}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Stack>
  )
}

const Line = ({ label, children }: { readonly label: string; readonly children: React.ReactNode }) => (
  <Text size="xs">
    <Text span inherit c="dimmed">
      {label}:{' '}
    </Text>
    {children}
  </Text>
)

const sideOf = (side: unknown): { readonly [field: string]: unknown } =>
  typeof side === 'object' && side !== null ? { ...side } : {}
const textOf = (value: unknown): string =>
  value === undefined ? '–' : typeof value === 'string' ? value : JSON.stringify(value)

/** The fields that differ, side by side. */
function changesOf(entry: AuditEntry) {
  const [before, after] = [sideOf(entry.before), sideOf(entry.after)]
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].map((field) => ({
    field,
    before: textOf(before[field]),
    after: textOf(after[field]),
  }))
}
