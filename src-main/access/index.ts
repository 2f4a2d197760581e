/**
 * The permission service: may this member do this, why, why not, and what if. It knows nothing of what
 * is protected – types and operations are data – and does no I/O: facts go in, answers come out.
 * Everything is denied that a role, a team, a share or ownership does not allow; nothing else allows.
 */
export { canTable } from './can-table.ts'
export { CompiledOrganization, compileContext } from './compile.ts'
export { decide, decideBatch } from './decide.ts'
export { exceeding, exceedingRoles, type Given, matrixOfRoles } from './exceeding.ts'
export { explain } from './explain.ts'
export { forbidden, requireChangeable } from './forbidden.ts'
export { HeldContexts } from './held-contexts.ts'
export type * from './model.ts'
export { predicate } from './predicate.ts'
export { decideWithReason } from './reason.ts'
export { resolveScope } from './resolve-scope.ts'
export { whatIf } from './what-if.ts'
export { describePermission } from './wording.ts'
