import { Badge, Group, Progress, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Pool } from '../../src-preload/contract/organizations.ts'
import { usePoolAmount } from './pool-amount.ts'

/** Shares of a limit from which on it is coloured. */
const HIGH = 0.8
const FULL = 1

/** What is used of each limit, and set aside of it for teams. */
export function PoolLines({ pools }: { readonly pools: readonly Pool[] }) {
  return (
    <Stack gap={12}>
      {pools.map((pool) => (
        <PoolLine key={pool.pool} pool={pool} />
      ))}
    </Stack>
  )
}

function PoolLine({ pool }: { readonly pool: Pool }) {
  const { t } = useTranslation('components')
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
              {t('pools.full')}
            </Badge>
          )}
          <Text size="sm" c={pool.limit === null ? 'dimmed' : undefined}>
            {pool.limit === null
              ? t('pools.usedNoLimit', { used: write(pool.used) })
              : t('pools.used', { used: write(pool.used), limit: write(pool.limit) })}
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
          {t('pools.setAside', { setAside: write(pool.setAside), used: write(pool.setAsideUsed) })}
        </Text>
      )}
    </div>
  )
}
