import { useTranslation } from 'react-i18next'
import type { Pool } from '../../../src-preload/contract/organizations.ts'
import { PoolLines } from '../../components/index.ts'
import { OverviewCard } from './overview-card.tsx'

/** What is used of each limit. */
export function PoolsCard({ pools }: { readonly pools: readonly Pool[] }) {
  const { t } = useTranslation('overview')
  return (
    <OverviewCard title={t('pools')}>
      <PoolLines pools={pools} />
    </OverviewCard>
  )
}
