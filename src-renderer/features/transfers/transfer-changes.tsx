import { Alert, Badge, Group, List, Stack, Table, Text } from '@mantine/core'
import { IconAlertTriangle, IconHourglass, IconUser } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { PoolChange, TransferPreview } from '../../../src-preload/contract/transfers.ts'
import { BytesText, NumberText } from '../../components/index.ts'
import { Obstacles } from './obstacles.tsx'

/** What a transfer changes on both sides, and what keeps it from going through. */
export function TransferChanges({ preview }: { readonly preview: TransferPreview }) {
  const { t } = useTranslation('transfers')
  const { items, obstacles, poolsFrom, poolsTo, waits, alone } = preview
  const [from, to] = [preview.from.name, preview.to.name]
  const shares = items.reduce((sum, i) => sum + i.shares, 0)
  const counted = items.filter((i) => i.counted).length
  const inTeams = items.filter((i) => i.visibility === 'teams').length
  return (
    <Stack gap="sm">
      <Obstacles of={obstacles} />
      <Alert color="orange" icon={<IconAlertTriangle />} title={t('changes')}>
        <List size="sm" spacing={2}>
          <List.Item>
            {t('moves', { count: items.length, from, to })}
            <Text size="xs" c="dimmed" lineClamp={3}>
              {items.map((i) => i.name).join(', ')}
            </Text>
          </List.Item>
          {shares > 0 && <List.Item>{t('shares', { count: shares })}</List.Item>}
          {inTeams > 0 && <List.Item>{t('teams', { count: inTeams })}</List.Item>}
          {counted > 0 && <List.Item>{t('counted', { count: counted })}</List.Item>}
          <List.Item>{t('credits', { to })}</List.Item>
          <List.Item>{t('trails')}</List.Item>
        </List>
      </Alert>
      {(poolsFrom.length > 0 || poolsTo.length > 0) && (
        <Group grow align="flex-start">
          {poolsFrom.length > 0 && <Pools of={from} pools={poolsFrom} />}
          {poolsTo.length > 0 && <Pools of={to} pools={poolsTo} />}
        </Group>
      )}
      {waits && (
        <Alert color="blue" icon={<IconHourglass />}>
          {t('waits', { from })}
        </Alert>
      )}
      {alone && (
        <Alert color="gray" icon={<IconUser />}>
          {t('alone', { from })}
        </Alert>
      )}
    </Stack>
  )
}

function Pools({ of, pools }: { readonly of: string; readonly pools: readonly PoolChange[] }) {
  const { t } = useTranslation('transfers')
  const { t: words } = useTranslation('words')
  const amount = (pool: PoolChange['pool'], value: number) =>
    pool === 'storageBytes' ? <BytesText value={value} /> : <NumberText value={value} />
  return (
    <div>
      <Text size="sm" fw={600} mb={2} truncate>
        {of}
      </Text>
      <Table fz="xs" withTableBorder verticalSpacing={4} aria-label={`${t('pools')}: ${of}`}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('pool')}</Table.Th>
            <Table.Th ta="right">{t('use')}</Table.Th>
            <Table.Th ta="right">{t('limit')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {pools.map(({ pool, before, after, limit }) => (
            <Table.Tr key={pool}>
              <Table.Td>{words(`pool.${pool}`)}</Table.Td>
              <Table.Td ta="right">
                {amount(pool, before)} → {amount(pool, after)}
              </Table.Td>
              <Table.Td ta="right">
                {limit === null ? words('noLimit') : amount(pool, limit)}
                {limit !== null && after > limit && (
                  <Badge ml={6} size="xs" color="red">
                    {t('full')}
                  </Badge>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  )
}
