import type { Member } from '../../../src-preload/contract/members.ts'
import { sameSet } from './same-set.ts'

/** One change for several members, as the contract takes it. */
export type BulkChange =
  | { readonly kind: 'addTeam' | 'removeTeam'; readonly teamId: string }
  | { readonly kind: 'setRoles'; readonly roleIds: readonly string[] }
  | { readonly kind: 'suspend' | 'reactivate' }
export type BulkKind = BulkChange['kind']

export const BULK_KINDS = [
  'addTeam',
  'removeTeam',
  'setRoles',
  'suspend',
  'reactivate',
] as const satisfies readonly BulkKind[]

/** The contract's limit for one call. */
export const MOST_AT_ONCE = 5000

/** Whether a change makes any difference to a member as it is now. */
export function changes(change: BulkChange, member: Member): boolean {
  switch (change.kind) {
    case 'addTeam':
      return !member.teamIds.includes(change.teamId)
    case 'removeTeam':
      return member.teamIds.includes(change.teamId)
    case 'setRoles':
      return !sameSet(change.roleIds, member.roleIds)
    case 'suspend':
      return member.state === 'active'
    case 'reactivate':
      return member.state === 'suspended'
  }
}

/** The change that takes one back for those whom it changed; null where they differed before. */
export function inverseOf(change: BulkChange): BulkChange | null {
  switch (change.kind) {
    case 'addTeam':
      return { kind: 'removeTeam', teamId: change.teamId }
    case 'removeTeam':
      return { kind: 'addTeam', teamId: change.teamId }
    case 'suspend':
      return { kind: 'reactivate' }
    case 'reactivate':
    case 'setRoles':
      return null
  }
}
