import { useTranslation } from 'react-i18next'
import type { PoolName } from '../../src-preload/contract/organizations.ts'
import { bytesIn } from './number-text.tsx'

const GIGABYTE = 1e9

/** An amount of a pool as a field holds it: empty is none, storage is typed in gigabytes. */
export const typedOf = (pool: PoolName, amount: number | null | undefined): number | '' =>
  amount == null ? '' : pool === 'storageBytes' ? amount / GIGABYTE : amount

/** The amount that was typed; null where nothing was. */
export function amountOf(pool: PoolName, typed: number | string): number | null {
  if (typeof typed !== 'number') return null
  return pool === 'storageBytes' ? Math.round(typed * GIGABYTE) : typed
}

/** Writes amounts of pools as the language does. */
export function usePoolAmount(): (pool: PoolName, amount: number) => string {
  const { i18n } = useTranslation()
  return (pool, amount) =>
    pool === 'storageBytes' ? bytesIn(i18n.language, amount) : amount.toLocaleString(i18n.language)
}
