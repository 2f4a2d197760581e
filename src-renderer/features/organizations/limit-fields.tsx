import { NumberInput, SimpleGrid } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { POOLS, type Pool, type PoolName } from '../../../src-preload/contract/organizations.ts'
import { bytesIn } from '../../components/number-text.tsx'

/** Limits as the form holds them: empty text is no limit, storage is in gigabytes. */
export type LimitValues = Readonly<Record<PoolName, number | string>>
type Limits = Readonly<Partial<Record<PoolName, number | null>>>

const GIGABYTE = 1e9

export const limitValues = (limits: Limits): LimitValues => ({
  knowledgeBase: limits.knowledgeBase ?? '',
  chatbot: limits.chatbot ?? '',
  assistant: limits.assistant ?? '',
  template: limits.template ?? '',
  seats: limits.seats ?? '',
  storageBytes: limits.storageBytes == null ? '' : limits.storageBytes / GIGABYTE,
})

/** Limits as the console takes them; no limit is null. */
export const limitsOf = (values: LimitValues): Limits =>
  Object.fromEntries(
    POOLS.map((pool) => {
      const value = values[pool]
      if (typeof value !== 'number') return [pool, null]
      return [pool, pool === 'storageBytes' ? Math.round(value * GIGABYTE) : value]
    }),
  )

interface LimitFieldsProps {
  readonly values: LimitValues
  readonly onChange: (pool: PoolName, value: number | string) => void
  readonly errors: Readonly<Record<string, string>>
  /** What is in use, to warn where a limit would be below it. */
  readonly pools?: readonly Pool[]
}

export function LimitFields({ values, onChange, errors, pools }: LimitFieldsProps) {
  const { t, i18n } = useTranslation('organizations')
  const { t: words } = useTranslation('words')
  const warning = (pool: PoolName): string | undefined => {
    const used = pools?.find((p) => p.pool === pool)?.used ?? 0
    const limit = limitsOf(values)[pool]
    if (limit == null || limit >= used) return undefined
    return t('below', {
      used: pool === 'storageBytes' ? bytesIn(i18n.language, used) : used.toLocaleString(i18n.language),
    })
  }
  return (
    <SimpleGrid cols={2}>
      {(['seats', ...POOLS.filter((p) => p !== 'seats')] as const).map((pool) => (
        <NumberInput
          key={pool}
          label={pool === 'storageBytes' ? t('storage') : words(`pool.${pool}`)}
          placeholder={words('noLimit')}
          min={0}
          allowDecimal={pool === 'storageBytes'}
          thousandSeparator=","
          value={values[pool]}
          onChange={(value) => onChange(pool, value)}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          description={warning(pool)}
          error={errors[`limits.${pool}`]}
        />
      ))}
    </SimpleGrid>
  )
}
