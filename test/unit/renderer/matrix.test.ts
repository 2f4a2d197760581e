import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type Matrix,
  OPERATIONS,
  type Operation,
  RESOURCE_TYPES,
} from '../../../src-preload/contract/access.ts'
import { changesBetween, compared, has } from '../../../src-renderer/features/roles/matrix.ts'

const matrices: fc.Arbitrary<Matrix> = fc.record(
  Object.fromEntries(
    RESOURCE_TYPES.map((type) => [
      type,
      fc.subarray(OPERATIONS[type] as readonly Operation[] as Operation[]),
    ]),
  ),
  { requiredKeys: [] },
)

test('two roles side by side show every permission of either once, on the side that has it', () => {
  fc.assert(
    fc.property(matrices, matrices, (left, right) => {
      const rows = compared(left, right)
      for (const type of RESOURCE_TYPES)
        for (const operation of OPERATIONS[type]) {
          const row = rows.find((r) => r.type === type)
          const [inLeft, inRight] = [has(left, type, operation), has(right, type, operation)]
          expect(row?.both.includes(operation) ?? false).toBe(inLeft && inRight)
          expect(row?.left.includes(operation) ?? false).toBe(inLeft && !inRight)
          expect(row?.right.includes(operation) ?? false).toBe(!inLeft && inRight)
        }
      const { added, removed } = changesBetween(left, right)
      expect(rows.reduce((n, r) => n + r.right.length, 0)).toBe(added)
      expect(rows.reduce((n, r) => n + r.left.length, 0)).toBe(removed)
    }),
  )
})

test('a type on which neither role allows anything has no row', () => {
  expect(compared({ team: [] }, { role: ['read'] }).map((r) => r.type)).toEqual(['role'])
})
