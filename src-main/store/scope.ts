/**
 * The tenant scope: the only key to a tenant's collections. It has no public constructor and carries
 * no readable organization; the store recognises a scope by identity, so a string, a look-alike object
 * or a copy opens nothing. `mint-scope.ts` makes them and only `access/` and `store/across/` may import it.
 */
const organizations = new WeakMap<TenantScope, string>()

export class TenantScope {
  readonly #brand = true
  private constructor() {
    Object.freeze(this)
  }
  /** True for scopes made here, false for everything that only looks like one. */
  static is(value: unknown): value is TenantScope {
    return typeof value === 'object' && value !== null && #brand in value && organizations.has(value)
  }
  static make(orgId: string, key: typeof MINT): TenantScope {
    if (key !== MINT)
      throw new TypeError('A tenant scope is made by the access layer from a resolved context.')
    if (typeof orgId !== 'string' || orgId === '')
      throw new TypeError('A tenant scope needs an organization.')
    const scope = new TenantScope()
    organizations.set(scope, orgId)
    return scope
  }
}

/** Held by `mint-scope.ts`; the dependency rules keep everyone else away from it. */
export const MINT: unique symbol = Symbol('mint')

/** The organization behind a scope. Throws a `TypeError` on anything that is not a scope. */
export function organizationOf(scope: TenantScope): string {
  const orgId = TenantScope.is(scope) ? organizations.get(scope) : undefined
  if (orgId === undefined) throw new TypeError('Not a tenant scope.')
  return orgId
}
