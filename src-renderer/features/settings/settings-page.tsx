import { Box, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useApi, useHere } from '../../app/index.ts'
import { LoadingState, PageHeader, QueryState } from '../../components/index.ts'
import { ChainCard } from './chain-card.tsx'
import { DangerCard } from './danger-card.tsx'
import { GeneralCard } from './general-card.tsx'
import { PoolsCard } from './pools-card.tsx'

export function SettingsPage() {
  const { t } = useTranslation('settings')
  const { context } = useHere()
  const api = useApi()
  const current = useQuery(api.organizations.current.queryOptions())
  // What arrives later would push the end of the organization from under the pointer.
  const pools = useQuery(api.organizations.pools.queryOptions())
  const loading = <LoadingState lines={5} height={64} />
  return (
    <Box maw={820} w="100%">
      <PageHeader title={t('title')} text={t('text', { name: context.name })} />
      <QueryState query={current} loading={loading}>
        {(organization) =>
          pools.isLoading ? (
            loading
          ) : (
            <Stack gap="md" pb="xl">
              <GeneralCard key={organization.id} organization={organization} />
              <PoolsCard />
              <ChainCard />
              {organization.kind === 'organization' && <DangerCard organization={organization} />}
            </Stack>
          )
        }
      </QueryState>
    </Box>
  )
}
