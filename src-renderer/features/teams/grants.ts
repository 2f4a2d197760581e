import type { Operation, ResourceType } from '../../../src-preload/contract/access.ts'
import type { TeamGrant } from '../../../src-preload/contract/teams.ts'

/** A team's grants as the editor holds them: at most one for each type, and one for each single thing. */
export interface Grant {
  readonly type: ResourceType
  readonly resourceId: string | null
  readonly operations: readonly Operation[]
}
/** What a grant is on: a type, or one thing of it. */
export type On = Pick<Grant, 'type' | 'resourceId'>

const isOn = (on: On) => (grant: Grant) => grant.type === on.type && grant.resourceId === on.resourceId
const merged = (a: readonly Operation[], b: readonly Operation[]): readonly Operation[] => [
  ...new Set([...a, ...b]),
]

/** The operations granted on something; none where nothing is. */
export const operationsOn = (grants: readonly Grant[], on: On): readonly Operation[] =>
  grants.filter(isOn(on)).reduce<readonly Operation[]>((all, g) => merged(all, g.operations), [])

/** The grants with exactly these operations on something; with none, the grant goes. */
export function withOperations(
  grants: readonly Grant[],
  on: On,
  operations: readonly Operation[],
): readonly Grant[] {
  const grant: Grant = { ...on, operations }
  const others = grants.filter((g) => !isOn(on)(g))
  return operations.length === 0 ? others : [...others, grant]
}

/** The grants with one operation on something given or taken away. */
export function withOperation(
  grants: readonly Grant[],
  on: On,
  operation: Operation,
  granted: boolean,
): readonly Grant[] {
  const before = operationsOn(grants, on)
  const after = granted ? merged(before, [operation]) : before.filter((o) => o !== operation)
  return withOperations(grants, { type: on.type, resourceId: on.resourceId }, after)
}

const keysOf = (grants: readonly Grant[]): ReadonlySet<string> =>
  new Set(grants.flatMap((g) => g.operations.map((o) => `${g.type} ${g.resourceId ?? ''} ${o}`)))

/** What `next` grants that `before` did not. */
export function newIn(before: readonly Grant[], next: readonly Grant[]): readonly Grant[] {
  const known = keysOf(before)
  return next
    .map((g) => ({
      ...g,
      operations: g.operations.filter((o) => !known.has(`${g.type} ${g.resourceId ?? ''} ${o}`)),
    }))
    .filter((g) => g.operations.length > 0)
}

/** As the contract takes them. */
export const asInput = (grants: readonly Grant[]): TeamGrant[] =>
  grants.map((g) => ({ type: g.type, resourceId: g.resourceId, operations: [...g.operations] }))
