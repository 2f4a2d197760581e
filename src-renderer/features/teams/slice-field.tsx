import { Box, Group, NumberInput, Progress, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Pool } from '../../../src-preload/contract/organizations.ts'
import type { Slice, SlicedPool } from '../../../src-preload/contract/slices.ts'
import { amountOf, usePoolAmount } from '../../components/index.ts'
import { outlookOf, type SliceOutlook } from './slice-values.ts'

interface SliceFieldProps {
  /** Undefined where the pools may not be read, or are still being read. */
  readonly pool: (Pool & { readonly pool: SlicedPool }) | undefined
  readonly own: Slice
  readonly value: number | string
  readonly onChange: (value: number | string) => void
  readonly disabled: boolean
  /** What the console said of it. */
  readonly error: string | undefined
}

/** One slice: what is used of it, and what a change leaves of the pool, while it is typed. */
export function SliceField({ pool, own, value, onChange, disabled, error }: SliceFieldProps) {
  const { t } = useTranslation('teams')
  const { t: words } = useTranslation('words')
  const amount = usePoolAmount()
  const write = (n: number): string => amount(own.pool, n)
  const outlook = pool && outlookOf(pool, own, value)
  const limit = amountOf(own.pool, value)
  const outlookWords = ({ others, inUse, left, wrong }: SliceOutlook, { limit: most }: Pool): string => {
    if (most === null) return t('slices.noLimit')
    const has = t('slices.pool', { limit: write(most), others: write(others), inUse: write(inUse) })
    return left === null || wrong !== null ? has : `${has} ${t('slices.left', { left: write(left) })}`
  }
  const name = words(`pool.${own.pool}`)
  const used =
    limit === null
      ? t('slices.usedNone', { used: write(own.used) })
      : t('slices.used', { used: write(own.used), limit: write(limit) })
  const wrong =
    outlook?.wrong === 'less'
      ? t('slices.less', { used: write(own.used) })
      : outlook?.wrong === 'more'
        ? t('slices.more', { most: write(outlook.most ?? 0) })
        : undefined
  const bar = (
    <Box flex={1}>
      <Text size="sm" mb={4}>
        {used}
      </Text>
      <Progress
        value={limit === null ? 0 : limit === 0 ? 100 : Math.min(100, (own.used / limit) * 100)}
        color={limit !== null && own.used >= limit ? 'red.7' : 'harbor.6'}
        size="sm"
        aria-label={`${name}: ${used}`}
      />
    </Box>
  )
  return (
    <NumberInput
      label={own.pool === 'storageBytes' ? t('slices.storage') : name}
      placeholder={t('slices.none')}
      min={0}
      allowDecimal={own.pool === 'storageBytes'}
      thousandSeparator=","
      disabled={disabled}
      value={value}
      error={wrong ?? error}
      description={outlook && pool && outlookWords(outlook, pool)}
      inputWrapperOrder={['label', 'input', 'error', 'description']}
      inputContainer={(input) => (
        <Group wrap="nowrap" gap="md">
          <Box w={210}>{input}</Box>
          {bar}
        </Group>
      )}
      onChange={onChange}
    />
  )
}
