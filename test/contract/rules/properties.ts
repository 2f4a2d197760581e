import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Adapter, After, FindQuery, Group, Stored } from '../../../src-main/store/adapter.ts'
import { checkPredicate, EVERYTHING } from '../../../src-main/store/predicate.ts'
import { boxesFor, boxFields, groupQuery, predicate, question } from '../arbitraries.ts'
import { boxSpec, newOrg, shown } from '../boxes.ts'
import { found, grouped, matches } from '../oracle.ts'
import { adapterOf, type Stores } from './stores.ts'

/** All pages, one after the other, as a caller walks them. */
async function walked(adapter: Adapter, org: string, query: FindQuery, most: number): Promise<Stored[]> {
  const list: Stored[] = []
  for (let after: After | undefined; ; ) {
    const page = await adapter.direct().find(boxSpec, { org }, { ...query, after })
    list.push(...page)
    const last = page.at(-1)
    if (!last || page.length < query.limit || list.length > most) return list
    after = { value: (last[query.sort.field] ?? null) as After['value'], id: last.id }
  }
}

const ordered = (groups: readonly Group[]): string[] =>
  groups.map((g) => JSON.stringify([g.value, g.count, g.sum])).sort()

export function oracleRules(stores: Stores, numRuns: number): void {
  const adapters = (): Adapter[] => [adapterOf(stores, 'one'), ...(stores.beside ? [stores.beside] : [])]
  const settings = { numRuns }
  const EVERY = { where: EVERYTHING, sort: { field: 'id', direction: 'asc' } } as const

  describe('means what the oracle says', () => {
    it('every condition, order and page size', async () => {
      const property = fc.asyncProperty(
        boxFields,
        fc.array(question, { minLength: 1, maxLength: 6 }),
        async (fields, questions) => {
          const org = newOrg()
          const records = boxesFor(org, fields)
          for (const adapter of adapters()) {
            await adapter.direct().insert(boxSpec, { org }, records)
            for (const { where, sort, pageSize } of questions) {
              checkPredicate(where, boxSpec.fields)
              const expected = found(records, { where, sort })
              const answer = await walked(adapter, org, { where, sort, limit: pageSize }, expected.length)
              expect(answer, adapter.kind).toEqual(expected.map(shown))
              expect(await adapter.direct().count(boxSpec, { org }, where)).toBe(expected.length)
              const leap = { where, sort, limit: pageSize, skip: pageSize }
              const leapt = await adapter.direct().find(boxSpec, { org }, leap)
              expect(leapt, adapter.kind).toEqual(expected.slice(pageSize, 2 * pageSize).map(shown))
            }
          }
        },
      )
      await fc.assert(property, settings)
    })

    it('every group and sum', async () => {
      const property = fc.asyncProperty(
        boxFields,
        fc.array(groupQuery, { minLength: 1, maxLength: 6 }),
        async (fields, queries) => {
          const org = newOrg()
          const records = boxesFor(org, fields)
          for (const adapter of adapters()) {
            await adapter.direct().insert(boxSpec, { org }, records)
            for (const query of queries)
              expect(ordered(await adapter.direct().group(boxSpec, { org }, query)), adapter.kind).toEqual(
                ordered(grouped(records, query)),
              )
          }
        },
      )
      await fc.assert(property, settings)
    })

    it('every change and removal by condition', async () => {
      const property = fc.asyncProperty(
        boxFields,
        predicate,
        predicate,
        fc.string(),
        async (fields, changed, removed, state) => {
          const org = newOrg()
          const records = boxesFor(org, fields)
          const after = records.map((r) =>
            matches(r, changed) ? { ...r, state, version: r.version + 1 } : r,
          )
          const left = after.filter((r) => !matches(r, removed))
          for (const adapter of adapters()) {
            const session = adapter.direct()
            await session.insert(boxSpec, { org }, records)
            expect(await session.updateWhere(boxSpec, { org }, changed, { state })).toBe(
              records.filter((r) => matches(r, changed)).length,
            )
            expect(await session.delete(boxSpec, { org }, removed)).toBe(after.length - left.length)
            const rows = await session.find(boxSpec, { org }, { ...EVERY, limit: 100 })
            expect(rows, adapter.kind).toEqual(found(left, EVERY).map(shown))
          }
        },
      )
      await fc.assert(property, settings)
    })
  })
}
