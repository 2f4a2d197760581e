import { Alert, Button, Code, CopyButton, Group, Stack, Text, Title } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { DnsCheck, DomainClaimDetail } from '../../../src-preload/contract/domains.ts'
import { Guarded, useApi } from '../../app/index.ts'
import { ErrorState, Time } from '../../components/index.ts'

/** The record to publish, what DNS said last and when, and the way to ask it now. */
export function DnsPanel({ claim }: { readonly claim: DomainClaimDetail }) {
  const { t } = useTranslation('domains')
  const api = useApi()
  const queries = useQueryClient()
  const check = useMutation(
    api.domains.check.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: api.domains.key() }),
    }),
  )
  return (
    <section aria-label={t('dns.title')}>
      <Group justify="space-between" mb="xs">
        <Title order={3}>{t('dns.title')}</Title>
        <Guarded type="domain" operation="update">
          <Button
            size="xs"
            variant="default"
            loading={check.isPending}
            onClick={() => check.mutate({ id: claim.id })}
          >
            {t('dns.checkNow')}
          </Button>
        </Guarded>
      </Group>
      <Stack gap="sm">
        <RecordToPublish record={claim.record} />
        {check.isError && <ErrorState error={check.error} />}
        {claim.lastCheck ? <Said check={claim.lastCheck} /> : <Text size="sm">{t('dns.neverAsked')}</Text>}
        {claim.nextCheckAt !== null && (
          <Text size="xs" c="dimmed">
            {t('dns.next')} <Time at={claim.nextCheckAt} />
          </Text>
        )}
      </Stack>
    </section>
  )
}

/** Name and value of the TXT record, each to be copied. */
export function RecordToPublish({ record }: { readonly record: DomainClaimDetail['record'] }) {
  const { t } = useTranslation('domains')
  return (
    <Stack gap="sm">
      <Copied label={t('dns.name')} text={record.name} />
      <div>
        <Text size="sm" fw={600}>
          {t('dns.type')}
        </Text>
        <Code>TXT</Code>
      </div>
      <Copied label={t('dns.value')} text={record.value} />
    </Stack>
  )
}

function Copied({ label, text }: { readonly label: string; readonly text: string }) {
  const { t } = useTranslation('domains')
  return (
    <div>
      <Text size="sm" fw={600}>
        {label}
      </Text>
      <Group gap="xs" wrap="nowrap">
        <Code style={{ overflowWrap: 'anywhere' }}>{text}</Code>
        <CopyButton value={text}>
          {({ copied, copy }) => (
            <Button
              size="compact-sm"
              variant="default"
              leftSection={copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
              aria-label={`${t('dns.copy')}: ${label}`}
              onClick={copy}
            >
              {copied ? t('dns.copied') : t('dns.copy')}
            </Button>
          )}
        </CopyButton>
      </Group>
    </div>
  )
}

/** What DNS said. Its values come from outside: they are shown as text. */
export function Said({ check }: { readonly check: DnsCheck }) {
  const { t } = useTranslation('domains')
  return (
    <Alert
      color={check.outcome === 'proved' ? 'teal' : 'orange'}
      title={t(`dns.outcome.${check.outcome}`)}
      icon={check.outcome === 'proved' ? <IconCheck /> : undefined}
    >
      <Stack gap={4}>
        <Text size="sm">
          {t('dns.asked')} <Time at={check.at} show="second" />
        </Text>
        <Text size="sm">{t(`dns.advice.${check.outcome}`)}</Text>
        {check.alias !== null && (
          <Text size="sm">
            {t('dns.alias')} <Code>{check.alias}</Code>
          </Text>
        )}
        {check.found.length > 0 && check.outcome !== 'proved' && (
          <div>
            <Text size="sm">{t('dns.found')}</Text>
            {check.found.map((value, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the values of one answer never move
              <Code key={at} block style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>
                {value}
              </Code>
            ))}
          </div>
        )}
        {check.notes.map((note) => (
          <Text key={note} size="xs" c="dimmed">
            {t(`dns.note.${note}`)}
          </Text>
        ))}
      </Stack>
    </Alert>
  )
}
