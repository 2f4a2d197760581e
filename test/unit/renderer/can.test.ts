import { expect, test } from 'vitest'
import { OPERATIONS, type ResourceType, SUSPENDED_OPERATIONS } from '../../../src-preload/contract/access.ts'
import { refusalOf } from '../../../src-renderer/app/can.ts'

const everything = Object.fromEntries(Object.entries(OPERATIONS))
const pairs = (Object.keys(OPERATIONS) as ResourceType[]).flatMap((type) =>
  OPERATIONS[type].map((operation) => [type, operation] as const),
)

test('what the state leaves and the table lacks is missing', () => {
  for (const state of ['active', 'suspended', 'closing'] as const)
    expect(refusalOf({ can: { team: ['read'] }, state }, 'member', 'read')).toBe('missing')
})

test('what the state cuts is refused by the state: the table lacks it too, and nobody lacks a role for it', () => {
  for (const state of ['suspended', 'closing', 'closed'] as const)
    expect(refusalOf({ can: { team: ['read'] }, state }, 'team', 'create')).toBe(state)
})

test('an active organization cuts nothing, a closed one everything', () => {
  for (const [type, operation] of pairs) {
    expect(refusalOf({ can: everything, state: 'active' }, type, operation)).toBeNull()
    expect(refusalOf({ can: everything, state: 'closed' }, type, operation)).toBe('closed')
  }
})

test('a suspended organization leaves reading, exports and billing; a closing one also turning back', () => {
  for (const [type, operation] of pairs) {
    const works = SUSPENDED_OPERATIONS.includes(operation)
    expect(refusalOf({ can: everything, state: 'suspended' }, type, operation)).toBe(
      works ? null : 'suspended',
    )
    expect(refusalOf({ can: everything, state: 'closing' }, type, operation)).toBe(
      works || operation === 'restore' ? null : 'closing',
    )
  }
})
