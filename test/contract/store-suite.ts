/**
 * The contract of a store: what an adapter does, said once for all of them. `open` gives a new adapter
 * on the same data at each call, as another process would have it; every rule takes an organization of
 * its own, so that what others left there does not matter.
 */
import { afterAll, beforeAll, describe } from 'vitest'
import type { Adapter } from '../../src-main/store/adapter.ts'
import { boxSpec } from './boxes.ts'
import { acrossRules } from './rules/across.ts'
import { documentRules } from './rules/documents.ts'
import { pagingRules } from './rules/paging.ts'
import { oracleRules } from './rules/properties.ts'
import { queryRules } from './rules/queries.ts'
import { scopedRules } from './rules/scoped.ts'
import { asOne, type Stores } from './rules/stores.ts'
import { transactionRules } from './rules/transactions.ts'
import { uniqueRules } from './rules/unique.ts'
import { watchRules } from './rules/watching.ts'
import { writingRules } from './rules/writing.ts'

export interface Suite {
  readonly name: string
  readonly open: () => Promise<Adapter>
  /** Random cases of each property; the default is for a database without a network. */
  readonly cases?: number
  /** Answers alike: every property is asked of both. */
  readonly beside?: () => Promise<Adapter>
}

export function storeSuite({ name, open, cases = 120, beside }: Suite): void {
  describe(`store contract: ${name}`, () => {
    const opened: Adapter[] = []
    const use = async (openOne: () => Promise<Adapter>): Promise<Adapter> => {
      const adapter = await openOne()
      opened.push(adapter)
      return adapter
    }
    const stores: Stores = { one: undefined, other: undefined, beside: undefined, open: () => use(open) }
    beforeAll(async () => {
      stores.one = await use(open)
      await stores.one.prepare([boxSpec])
      stores.other = await use(open)
      await stores.other.prepare([boxSpec])
      if (!beside) return
      stores.beside = await use(beside)
      await stores.beside.prepare([boxSpec])
    })
    afterAll(async () => {
      for (const adapter of opened) await adapter.close()
    })
    const one = asOne(stores)
    writingRules(one)
    uniqueRules(one)
    queryRules(one)
    pagingRules(one)
    documentRules(one)
    scopedRules(one)
    acrossRules(one)
    transactionRules(stores)
    watchRules(stores)
    oracleRules(stores, cases)
  })
}
