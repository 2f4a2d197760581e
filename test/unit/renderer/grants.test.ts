import fc from 'fast-check'
import { expect, test } from 'vitest'
import { OPERATIONS, type Operation } from '../../../src-preload/contract/access.ts'
import {
  type Grant,
  newIn,
  type On,
  operationsOn,
  withOperation,
} from '../../../src-renderer/features/teams/grants.ts'

interface Tick {
  readonly on: On
  readonly operation: Operation
  readonly granted: boolean
}

const THINGS: readonly On[] = [
  { type: 'chatbot', resourceId: null },
  { type: 'chatbot', resourceId: 'support' },
  { type: 'knowledgeBase', resourceId: 'support' },
  { type: 'template', resourceId: null },
]
const tick: fc.Arbitrary<Tick> = fc.constantFrom(...THINGS).chain((on) =>
  fc.record({
    on: fc.constant(on),
    operation: fc.constantFrom<Operation>(...OPERATIONS[on.type]),
    granted: fc.boolean(),
  }),
)
const ticks = fc.array(tick, { maxLength: 30 })
const after = (list: readonly Tick[], before: readonly Grant[] = []): readonly Grant[] =>
  list.reduce((grants, { on, operation, granted }) => withOperation(grants, on, operation, granted), before)

test('an operation is granted on a type or on one thing when the last tick on it said so', () => {
  fc.assert(
    fc.property(ticks, (list) => {
      const grants = after(list)
      for (const on of THINGS)
        for (const operation of OPERATIONS[on.type]) {
          const last = list.findLast((t) => t.on === on && t.operation === operation)
          expect(operationsOn(grants, on).includes(operation)).toBe(last?.granted ?? false)
        }
      // Of each type and thing there is one, and none that grants nothing.
      expect(new Set(grants.map((g) => `${g.type} ${g.resourceId}`)).size).toBe(grants.length)
      expect(grants.every((g) => g.operations.length > 0)).toBe(true)
    }),
  )
})

test('what is new is what the later grants give and the earlier ones did not', () => {
  fc.assert(
    fc.property(ticks, ticks, (first, second) => {
      const [before, next] = [after(first), after(second, after(first))]
      for (const on of THINGS) {
        const added = operationsOn(newIn(before, next), on)
        const known = operationsOn(before, on)
        expect([...added].sort()).toEqual(
          operationsOn(next, on)
            .filter((o) => !known.includes(o))
            .sort(),
        )
      }
    }),
  )
})
