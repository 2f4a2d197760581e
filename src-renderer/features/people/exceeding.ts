import type { Matrix, Operation, ResourceType } from '../../../src-preload/contract/access.ts'

/** Whether a matrix gives something that `held` lacks. The console refuses it too; this only says so earlier. */
export const exceeds = (matrix: Matrix, held: Matrix): boolean =>
  (Object.entries(matrix) as [ResourceType, readonly Operation[]][]).some(([type, operations]) =>
    operations.some((o) => held[type]?.includes(o) !== true),
  )
