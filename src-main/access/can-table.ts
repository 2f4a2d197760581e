/** What a member may do on types, as the interface's `can(…)` reads it. */
import type { Matrix } from '../../src-preload/contract/access.ts'
import type { AccessContext } from './model.ts'
import { matrixIn } from './vocabulary.ts'

/** Union of what roles and team grants allow on types, cut by states. */
export const canTable = (context: AccessContext): Matrix => matrixIn(context.standing.bits)
