import { Alert, Button, Card, Code, Group, Text, Title } from '@mantine/core'
import { IconAlertTriangle, IconShieldCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Guarded, useApi, useDoes } from '../../app/index.ts'
import { ErrorState } from '../../components/index.ts'

/** Recomputes the chain of the trail on demand, and says what came out. */
export function ChainCard() {
  const { t } = useTranslation('settings')
  const api = useApi()
  const verify = useQuery(api.audit.verify.queryOptions({ enabled: false, gcTime: 0 }))
  useDoes({ verify: () => void verify.refetch() })
  return (
    <Card component="section" aria-label={t('audit')} bg="var(--surface-raised)">
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <div>
          <Title order={2}>{t('audit')}</Title>
          <Text size="sm" c="dimmed">
            {t('auditText')}
          </Text>
        </div>
        <Guarded type="audit" operation="read">
          <Button variant="default" loading={verify.isFetching} onClick={() => void verify.refetch()}>
            {t('verify')}
          </Button>
        </Guarded>
      </Group>
      <div aria-live="polite">
        {verify.isError && <ErrorState error={verify.error} onRetry={() => void verify.refetch()} />}
        {verify.data?.intact === true && (
          <Alert mt="md" color="teal" icon={<IconShieldCheck />} title={t('intact')}>
            {t('intactText', { records: verify.data.records, head: '' })}
            <Code fz="xs">{verify.data.head.slice(0, 16)}…</Code>
          </Alert>
        )}
        {verify.data?.intact === false && (
          <Alert
            mt="md"
            color="red"
            icon={<IconAlertTriangle />}
            title={t('broken', { at: verify.data.brokenAt ?? 0 })}
          >
            {t('brokenText', { records: verify.data.records })}
          </Alert>
        )}
      </div>
    </Card>
  )
}
