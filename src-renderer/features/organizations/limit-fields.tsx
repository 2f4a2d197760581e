import { NumberInput, SimpleGrid } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { POOLS, type Pool, type PoolName } from '../../../src-preload/contract/organizations.ts'
import { amountOf, typedOf, usePoolAmount } from '../../components/index.ts'

/** Limits as the form holds them: empty text is no limit, storage is in gigabytes. */
export type LimitValues = Readonly<Record<PoolName, number | string>>
type Limits = Readonly<Partial<Record<PoolName, number | null>>>

export const limitValues = (limits: Limits): LimitValues => ({
  knowledgeBase: typedOf('knowledgeBase', limits.knowledgeBase),
  chatbot: typedOf('chatbot', limits.chatbot),
  assistant: typedOf('assistant', limits.assistant),
  template: typedOf('template', limits.template),
  seats: typedOf('seats', limits.seats),
  storageBytes: typedOf('storageBytes', limits.storageBytes),
})

/** Limits as the console takes them; no limit is null. */
export const limitsOf = (values: LimitValues): Limits =>
  Object.fromEntries(POOLS.map((pool) => [pool, amountOf(pool, values[pool])]))

interface LimitFieldsProps {
  readonly values: LimitValues
  readonly onChange: (pool: PoolName, value: number | string) => void
  readonly errors: Readonly<Record<string, string>>
  /** What is in use and set aside for teams, to warn where a limit would be below it. */
  readonly pools?: readonly Pool[]
}

export function LimitFields({ values, onChange, errors, pools }: LimitFieldsProps) {
  const { t } = useTranslation('organizations')
  const { t: words } = useTranslation('words')
  const write = usePoolAmount()
  /** Below what is in use is allowed and has its consequence; below what is set aside is refused. */
  const told = (pool: PoolName): { readonly description?: string; readonly error?: string } => {
    const { used = 0, setAside = 0 } = pools?.find((p) => p.pool === pool) ?? {}
    const limit = limitsOf(values)[pool]
    if (limit == null) return {}
    if (limit < setAside) return { error: t('belowSetAside', { setAside: write(pool, setAside) }) }
    return limit < used ? { description: t('below', { used: write(pool, used) }) } : {}
  }
  return (
    <SimpleGrid cols={2}>
      {POOLS.map((pool) => (
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
          description={told(pool).description}
          error={told(pool).error ?? errors[`limits.${pool}`]}
        />
      ))}
    </SimpleGrid>
  )
}
