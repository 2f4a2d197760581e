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

/** As the contract takes it. */
export const inputOf = (change: BulkChange) =>
  change.kind === 'setRoles' ? { kind: change.kind, roleIds: [...change.roleIds] } : change

/** The change that takes one back for those whom it changed; null where each had something of their own before. */
export function inverseOf(change: BulkChange): BulkChange | null {
  switch (change.kind) {
    case 'addTeam':
      return { kind: 'removeTeam', teamId: change.teamId }
    case 'removeTeam':
      return { kind: 'addTeam', teamId: change.teamId }
    case 'suspend':
      return { kind: 'reactivate' }
    case 'reactivate':
      return { kind: 'suspend' }
    case 'setRoles':
      return null
  }
}
