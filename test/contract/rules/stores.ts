/** What the rules are tried on: filled in before the first test, looked up inside of each. */
import type { Adapter } from '../../../src-main/store/adapter.ts'

export interface Stores {
  one: Adapter | undefined
  /** A second adapter on the same data. */
  other: Adapter | undefined
  /** Another database that must answer alike. */
  beside: Adapter | undefined
  /** One more on the same data; closed after the suite at the latest. */
  readonly open: () => Promise<Adapter>
}

export type Which = 'one' | 'other'

export function adapterOf(stores: Stores, which: Which): Adapter {
  const adapter = stores[which]
  if (!adapter) throw new Error('The store was not opened.')
  return adapter
}

export const asOne =
  (stores: Stores): (() => Adapter) =>
  () =>
    adapterOf(stores, 'one')
