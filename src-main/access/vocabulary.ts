/** The numbers behind the table of types and operations: a type is an index, an operation a bit. */
import {
  type Matrix,
  OPERATIONS,
  type Operation,
  OWNER_OPERATIONS,
  operation as operationSchema,
  PLATFORM_TYPES,
  RESOURCE_KINDS,
  RESOURCE_TYPES,
  type ResourceType,
} from '../../src-preload/contract/access.ts'

export const ALL_OPERATIONS: readonly Operation[] = operationSchema.options
if (ALL_OPERATIONS.length > 31)
  throw new RangeError('Operations no longer fit into the bits of a small integer.')

/** Maps, not objects: a key such as `__proto__` or `constructor` is simply not there. */
export const TYPE_INDEX: ReadonlyMap<string, number> = new Map(RESOURCE_TYPES.map((type, i) => [type, i]))
export const OPERATION_BIT: ReadonlyMap<string, number> = new Map(ALL_OPERATIONS.map((op, i) => [op, 1 << i]))

/** Bits of a list of operations; what is not an operation has none. */
export const bitsOf = (operations: Iterable<string>): number => {
  let bits = 0
  for (const op of operations) bits |= OPERATION_BIT.get(op) ?? 0
  return bits
}

if (RESOURCE_TYPES.length > 31) throw new RangeError('Types no longer fit into the bits of a small integer.')

/** One number for each type. */
export const perType = (value: (type: ResourceType, index: number) => number): Uint32Array =>
  Uint32Array.from(RESOURCE_TYPES, value)

/** The operations that each type declares. Nothing else can ever be allowed on it. */
export const DECLARED = perType((type) => bitsOf(OPERATIONS[type]))

const kinds: ReadonlySet<ResourceType> = new Set(RESOURCE_KINDS)
/** 1 for the four shared kinds: those with a visibility and a creator. */
export const IS_KIND = perType((type) => (kinds.has(type) ? 1 : 0))
export const IS_PLATFORM = perType((type) => (PLATFORM_TYPES.has(type) ? 1 : 0))
/** What the creator of a resource may do with it, whatever the roles say. */
export const OWNER_BITS = perType((type, i) =>
  kinds.has(type) ? bitsOf(OWNER_OPERATIONS) & at(DECLARED, i) : 0,
)

/** An element of a table that is as long as the list of types; 0 beyond it. */
export function at(table: Uint32Array, index: number): number {
  return table[index] ?? 0
}

/** Adds a matrix to `bits`. Types and operations that the table does not declare add nothing. */
export function addMatrix(bits: Uint32Array, matrix: Matrix): void {
  for (const [type, operations] of Object.entries(matrix)) {
    const index = TYPE_INDEX.get(type)
    if (index !== undefined) bits[index] = at(bits, index) | (bitsOf(operations) & at(DECLARED, index))
  }
}

/** The operations of a type that `bits` holds, in the order of the table. */
export const operationsIn = (bits: number, type: ResourceType): Operation[] =>
  OPERATIONS[type].filter((op) => (bits & (OPERATION_BIT.get(op) ?? 0)) !== 0)

/** The matrix that `bits` holds; types without an operation are left out. */
export function matrixIn(bits: Uint32Array): Matrix {
  const matrix: Partial<Record<ResourceType, readonly Operation[]>> = {}
  RESOURCE_TYPES.forEach((type, i) => {
    const operations = operationsIn(at(bits, i), type)
    if (operations.length > 0) matrix[type] = operations
  })
  return matrix
}

/** The permissions that `bits` holds, written `type.operation`. */
export const permissionsIn = (bits: Uint32Array): string[] =>
  RESOURCE_TYPES.flatMap((type, i) => operationsIn(at(bits, i), type).map((op) => `${type}.${op}`))
