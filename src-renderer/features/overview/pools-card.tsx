import { Badge, Group, Progress, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Pool } from '../../../src-preload/contract/organizations.ts'
import { usePoolAmount } from '../../components/index.ts'
import { OverviewCard } from './overview-card.tsx'

/** Shares of a limit from which on it is coloured. */
const HIGH = 0.8
const FULL = 1

/** Seats first: they are what an admin runs out of. */
const ORDER = ['seats', 'knowledgeBase', 'chatbot', 'assistant', 'template', 'storageBytes']

/** What is used of each limit. */
export function PoolsCard({ pools }: { readonly pools: readonly Pool[] }) {
  const { t } = useTranslation('overview')
  const sorted = [...pools].sort((a, b) => ORDER.indexOf(a.pool) - ORDER.indexOf(b.pool))
  return (
    <OverviewCard title={t('pools')}>
      <Stack gap={12}>
        {sorted.map((pool) => (
          <PoolLine key={pool.pool} pool={pool} />
        ))}
      </Stack>
    </OverviewCard>
  )
}

function PoolLine({ pool }: { readonly pool: Pool }) {
  const { t } = useTranslation('overview')
  const { t: words } = useTranslation('words')
  const amount = usePoolAmount()
  const write = (n: number): string => amount(pool.pool, n)
  const share = pool.limit === null ? 0 : pool.limit === 0 ? FULL : pool.used / pool.limit
  const color = share >= FULL ? 'red.7' : share >= HIGH ? 'orange.7' : 'harbor.6'
  return (
    <div>
      <Group justify="space-between" gap="xs" mb={4} wrap="nowrap">
        <Text size="sm">{words(`pool.${pool.pool}`)}</Text>
        <Group gap={6} wrap="nowrap">
          {share >= FULL && (
            <Badge color="red" size="sm">
              {t('full')}
            </Badge>
          )}
          <Text size="sm" c={pool.limit === null ? 'dimmed' : undefined}>
            {pool.limit === null
              ? t('usedNoLimit', { used: write(pool.used) })
              : t('used', { used: write(pool.used), limit: write(pool.limit) })}
          </Text>
        </Group>
      </Group>
      {pool.limit !== null && (
        <Progress
          value={Math.min(100, share * 100)}
          color={color}
          size="sm"
          aria-label={words(`pool.${pool.pool}`)}
        />
      )}
      {pool.setAside > 0 && (
        <Text size="xs" c="dimmed" mt={2}>
          {t('setAside', { setAside: write(pool.setAside), used: write(pool.setAsideUsed) })}
        </Text>
      )}
    </div>
  )
}
