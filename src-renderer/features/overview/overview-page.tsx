import { Box, SimpleGrid } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useApi, useHere } from '../../app/index.ts'
import { LoadingState, PageHeader, QueryState } from '../../components/index.ts'
import { CountsCard } from './counts-card.tsx'
import { DomainsCard } from './domains-card.tsx'
import { EventsCard } from './events-card.tsx'
import { JoinedCard } from './joined-card.tsx'
import { KindsCard } from './kinds-card.tsx'
import { PoolsCard } from './pools-card.tsx'
import { RecentCard } from './recent-card.tsx'
import { RolesCard } from './roles-card.tsx'
import { StateBanner } from './state-banner.tsx'

export function OverviewPage() {
  const { t } = useTranslation('overview')
  const { context } = useHere()
  const api = useApi()
  const overview = useQuery(api.organizations.overview.queryOptions())
  return (
    <Box maw={1400} w="100%">
      <PageHeader
        title={overview.data?.organization.name ?? context.name}
        text={
          overview.data === undefined
            ? context.slug
            : t('text', { slug: context.slug, members: overview.data.members.active })
        }
      />
      <QueryState query={overview} loading={<LoadingState lines={6} height={72} />}>
        {(data) => (
          <>
            <StateBanner organization={data.organization} />
            <SimpleGrid cols={{ base: 1, md: 2, xl: 3 }} spacing="md">
              <PoolsCard pools={data.pools} />
              <CountsCard overview={data} />
              {context.kind === 'organization' && <DomainsCard />}
              <RecentCard />
              <EventsCard />
              <JoinedCard joined={data.joined} />
              <RolesCard roles={data.membersByRole} />
              <KindsCard kinds={data.resources} />
            </SimpleGrid>
          </>
        )}
      </QueryState>
    </Box>
  )
}
