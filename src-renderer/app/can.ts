import {
  CLOSING_OPERATIONS,
  type Operation,
  type ResourceType,
  SUSPENDED_OPERATIONS,
} from '../../src-preload/contract/access.ts'
import type { CurrentContext } from '../../src-preload/contract/session.ts'

/** Why the console would refuse: the matrix lacks it, or the organization's state cuts it. */
export type Refusal = 'missing' | 'suspended' | 'closing' | 'closed'

/**
 * What the console will answer to a question about a type; it decides again itself on every call.
 * What an operator does to other organizations is not cut by the state of one of them, so only the own state counts.
 */
export function refusalOf(
  context: Pick<CurrentContext, 'can' | 'state'>,
  type: ResourceType,
  operation: Operation,
): Refusal | null {
  // First the state: what it cuts is not in the table either, and an admin does not lack a role for it.
  return (
    cutBy(context.state, operation) ?? (context.can[type]?.includes(operation) === true ? null : 'missing')
  )
}

function cutBy(state: CurrentContext['state'], operation: Operation): Refusal | null {
  switch (state) {
    case 'active':
      return null
    case 'suspended':
      return SUSPENDED_OPERATIONS.includes(operation) ? null : 'suspended'
    case 'closing':
      return CLOSING_OPERATIONS.includes(operation) ? null : 'closing'
    case 'closed':
      return 'closed'
  }
}
