/** The one place outside the store that makes tenant scopes: for a context whose membership has been found. */
import type { TenantScope } from '../store/index.ts'
import { mintScope } from '../store/mint-scope.ts'

/** Call it only with the organization of a membership that was looked up, never with one that a caller names. */
export const resolveScope = (orgId: string): TenantScope => mintScope(orgId)
