/** What carries an approved request out. The composition gives one per kind; this folder knows none of them. */
import type { ApprovalKind } from '../../src-preload/contract/approvals.ts'
import { CastellanError, type ErrorCode } from '../../src-preload/contract/errors.ts'
import type { Work } from '../work/index.ts'

export interface Executor {
  /** The trail's action of the operation itself. */
  readonly action: string
  /** Puts the operation to the permission service once more; answers why it is allowed, or throws. */
  authorize(work: Work, input: unknown): Promise<string>
  /** Does what was asked for, after checking the state again. */
  run(work: Work, input: unknown): Promise<unknown>
}
export type Executors = { readonly [K in ApprovalKind]?: Executor }

/** An approved request that may or can no longer be carried out. It ends the transaction, so that nothing is half done. */
export class CannotCarryOut extends Error {}

/** Not the request's fault: it goes on waiting. */
const PASSING: ReadonlySet<ErrorCode> = new Set(['UNAVAILABLE', 'INTERNAL'])

/** Runs a step of an execution; what it refuses becomes `CannotCarryOut`, anything else stays what it is. */
export async function carried<R>(step: () => Promise<R>): Promise<R> {
  try {
    return await step()
  } catch (error) {
    if (error instanceof CastellanError && !PASSING.has(error.code)) throw new CannotCarryOut(error.message)
    throw error
  }
}
