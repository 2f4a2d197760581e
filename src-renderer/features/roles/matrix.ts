/** The matrix as the editor shows it, and what a click does to it. Pure. */
import {
  type Matrix,
  OPERATIONS,
  type Operation,
  RESOURCE_TYPES,
  type ResourceType,
} from '../../../src-preload/contract/access.ts'

/** Rows in groups; each group has the columns that its types have. */
export const GROUPS = [
  { id: 'shared', types: ['knowledgeBase', 'chatbot', 'assistant', 'template'] },
  { id: 'people', types: ['member', 'team', 'role', 'invitation'] },
  { id: 'organization', types: ['organization', 'settings', 'domain', 'approval'] },
  { id: 'money', types: ['credit', 'invoice'] },
  { id: 'trail', types: ['audit', 'event'] },
] as const satisfies readonly { readonly id: string; readonly types: readonly ResourceType[] }[]

export const columnsOf = (types: readonly ResourceType[]): Operation[] => [
  ...new Set(types.flatMap((type) => OPERATIONS[type] as readonly Operation[])),
]
export const has = (matrix: Matrix, type: ResourceType, operation: Operation): boolean =>
  matrix[type]?.includes(operation) === true
export const exists = (type: ResourceType, operation: Operation): boolean =>
  (OPERATIONS[type] as readonly Operation[]).includes(operation)

/** The matrix with these cells on or off; operations keep the order of the contract. */
export function withCells(
  matrix: Matrix,
  cells: readonly (readonly [ResourceType, Operation])[],
  on: boolean,
): Matrix {
  const next: { [T in ResourceType]?: readonly Operation[] } = { ...matrix }
  for (const [type, operation] of cells) {
    const held = new Set(next[type] ?? [])
    if (on) held.add(operation)
    else held.delete(operation)
    const kept = (OPERATIONS[type] as readonly Operation[]).filter((o) => held.has(o))
    if (kept.length > 0) next[type] = kept
    else delete next[type]
  }
  return next
}

/** Permissions that only one of the two has. */
export function changesBetween(
  before: Matrix,
  after: Matrix,
): { readonly added: number; readonly removed: number } {
  const count = (a: Matrix, b: Matrix): number =>
    (Object.entries(a) as [ResourceType, readonly Operation[]][])
      .flatMap(([type, operations]) => operations.map((o) => [type, o] as const))
      .filter(([type, o]) => !has(b, type, o)).length
  return { added: count(after, before), removed: count(before, after) }
}

/** What two matrices say about one type. */
export interface Compared {
  readonly type: ResourceType
  readonly both: readonly Operation[]
  /** Only the first allows it. */
  readonly left: readonly Operation[]
  /** Only the second allows it. */
  readonly right: readonly Operation[]
}

/** Two matrices type by type, in the order of the contract, without the types on which neither allows anything. */
export const compared = (left: Matrix, right: Matrix): readonly Compared[] =>
  RESOURCE_TYPES.map((type) => {
    const operations: readonly Operation[] = OPERATIONS[type]
    const sides = (inLeft: boolean, inRight: boolean): readonly Operation[] =>
      operations.filter((o) => has(left, type, o) === inLeft && has(right, type, o) === inRight)
    return { type, both: sides(true, true), left: sides(true, false), right: sides(false, true) }
  }).filter((row) => row.both.length + row.left.length + row.right.length > 0)
