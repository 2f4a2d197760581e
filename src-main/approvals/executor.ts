/** What carries an approved request out. The composition gives one per kind; this folder knows none of them. */
import canonicalize from 'canonicalize'
import type { Approval, ApprovalKind, PlannedChange } from '../../src-preload/contract/approvals.ts'
import { CastellanError, type ErrorCode } from '../../src-preload/contract/errors.ts'
import type { Work } from '../work/index.ts'

export interface Executor {
  /** The trail's action of the operation itself. */
  readonly action: string
  /** Puts the operation to the permission service once more; answers why it is allowed, or throws. */
  authorize(work: Work, input: unknown): Promise<string>
  /** Exactly what it would do now. Where that is not what was shown, nothing is done. */
  changes(work: Work, input: unknown): Promise<readonly PlannedChange[]>
  /** Does what was asked for, after checking the state again. */
  run(work: Work, input: unknown): Promise<unknown>
  /** Asks anew, with what it would do by now: for what no member asked for, and so none would ask again. */
  renew?(work: Work, input: unknown): Promise<void>
}
/** By kind; where one kind holds back several operations, the tenant tells which it is. */
export type Executors = { readonly [K in ApprovalKind]?: Executor | ((work: Work) => Executor) }

/** An approved request that may or can no longer be carried out. It ends the transaction, so that nothing is half done. */
export class CannotCarryOut extends Error {
  readonly because: NonNullable<Approval['failedBecause']>
  constructor(message: string, because: CannotCarryOut['because'] = 'refused') {
    super(message)
    this.because = because
  }
}

/** Not the request's fault: it goes on waiting. */
const PASSING: ReadonlySet<ErrorCode> = new Set(['UNAVAILABLE', 'INTERNAL', 'LIMIT_REACHED'])

/** Runs a step of an execution; what it refuses becomes `CannotCarryOut`, anything else stays what it is. */
export async function carried<R>(step: () => Promise<R>): Promise<R> {
  try {
    return await step()
  } catch (error) {
    if (error instanceof CastellanError && !PASSING.has(error.code)) throw new CannotCarryOut(error.message)
    throw error
  }
}

/** Throws unless what would be done now is, line by line, what was shown when it was asked for. */
export function requireAsShown(shown: readonly PlannedChange[], now: readonly PlannedChange[]): void {
  const texts = [shown, now].map((lines) => lines.map((line) => canonicalize(line) ?? ''))
  const [before = [], after = []] = texts
  if (before.join('\n') === after.join('\n')) return
  const other = now.find((_, i) => after[i] !== before[i]) ?? shown.find((_, i) => after[i] !== before[i])
  throw new CannotCarryOut(
    `It changed since it was asked for${other ? ` (${other.name ?? other.what})` : ''}. Look at it as it is now, then ask again.`,
    'changed',
  )
}
