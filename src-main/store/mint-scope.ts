/** Makes tenant scopes. Importable only from `access/` and `store/across/` (checked by the dependency rules). */
import { MINT, TenantScope } from './scope.ts'

export const mintScope = (orgId: string): TenantScope => TenantScope.make(orgId, MINT)
