import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { askedOf, sieveOfId } from '../../../src-main/access/permission-set.ts'
import { SingleGrants } from '../../../src-main/access/single-grants.ts'
import { bitsOf, DECLARED, operationsIn } from '../../../src-main/access/vocabulary.ts'
import { RESOURCE_TYPES } from '../../../src-preload/contract/access.ts'
import { anOperation, aType, operationOf, PATIENT, typeOf } from './arbitraries.ts'
import { grantTo } from './people.ts'

const IDS = Array.from({ length: 12 }, (_, i) => (i === 0 ? '__proto__' : `r${i}`))
const aGrant = fc
  .record({
    type: aType.map(typeOf),
    resourceId: fc.constantFrom(...IDS),
    operations: fc.array(anOperation.map(operationOf), { maxLength: 4 }),
  })
  .map((grant) => grantTo({ user: 'ada' }, grant))

describe('what is given on single resources', PATIENT, () => {
  // From none to more than are compared one by one, in two steps as a team's and then a person's are added.
  it('is what its grants say of a type and an id, cut, however many there are', () => {
    const grants = fc.array(aGrant, { maxLength: 40 })
    fc.assert(
      fc.property(grants, grants, fc.nat(2 ** 12), (first, second, mask) => {
        const cut = DECLARED.map((declared) => declared & ~mask)
        const before = SingleGrants.NONE.with(first, cut)
        const both = before.with(second, cut)
        for (const [given, list] of [
          [before, first],
          [both, [...first, ...second]],
        ] as const)
          for (const [index, type] of RESOURCE_TYPES.entries()) {
            const expected = new Map<string, number>()
            for (const g of list)
              if (g.type === type && g.resourceId !== null)
                expected.set(
                  g.resourceId,
                  (expected.get(g.resourceId) ?? 0) | (bitsOf(g.operations) & (cut[index] ?? 0)),
                )
            for (const id of [...IDS, 'unknown']) expect(given.of(index, id)).toBe(expected.get(id) ?? 0)
            const read = bitsOf(['read'])
            const readable = [...expected].filter(([, bits]) => (bits & read) !== 0).map(([id]) => id)
            expect(given.idsOf(index, read).sort()).toEqual(readable.sort())
            for (const [id, bits] of expected)
              for (const op of operationsIn(bits, type)) {
                expect(given.permissions & (askedOf(type, op)?.sieve ?? 0)).not.toBe(0)
                expect(given.ids & sieveOfId(id)).not.toBe(0)
              }
          }
      }),
      { numRuns: 100 },
    )
  })
})
