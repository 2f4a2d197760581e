import { Anchor, Card, Group, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useApi, useHere } from '../../app/index.ts'
import { LoadingState, PoolLines, QueryState } from '../../components/index.ts'

/** The limits of the organization and what is used of them; who sets them, and where teams get their slices. */
export function PoolsCard() {
  const { t } = useTranslation('settings')
  const { context } = useHere()
  const pools = useQuery(useApi().organizations.pools.queryOptions())
  const organization = context.kind === 'organization'
  return (
    <Card component="section" aria-label={t('pools')} bg="var(--surface-raised)">
      <Group justify="space-between" wrap="nowrap" align="flex-start" mb="md">
        <div>
          <Title order={2}>{t('pools')}</Title>
          <Text size="sm" c="dimmed">
            {t(organization ? 'poolsText' : 'poolsOwn')}
          </Text>
        </div>
        {organization && (
          <Anchor component={Link} to="/teams/{-$part}" size="sm" flex="none">
            {t('slices')}
          </Anchor>
        )}
      </Group>
      <QueryState query={pools} loading={<LoadingState lines={6} height={28} />}>
        {(list) => <PoolLines pools={list} />}
      </QueryState>
    </Card>
  )
}
