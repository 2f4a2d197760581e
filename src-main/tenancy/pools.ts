/** Resource pools: per kind a limit and a live count. Past a limit nothing is created or moved in. */
import { RESOURCE_KINDS, type ResourceKind } from '../../src-preload/contract/access.ts'
import { CastellanError } from '../../src-preload/contract/errors.ts'
import { POOLS, type Pool, type PoolName } from '../../src-preload/contract/organizations.ts'
import type { ScopedStore } from '../store/index.ts'
import { members, type OrganizationRecord, organizations, resources } from '../store/records/index.ts'
import type { Work } from '../work/index.ts'

/** Use of each pool: records per kind, memberships as seats (suspended ones keep theirs), bytes stored. */
export async function usedOf(db: ScopedStore): Promise<{ readonly [P in PoolName]: number }> {
  const [kinds, seats] = await Promise.all([
    db.collection(resources).group('kind', undefined, 'sizeBytes'),
    db.collection(members).count(),
  ])
  const count = (kind: ResourceKind): number => kinds.find((g) => g.value === kind)?.count ?? 0
  const [knowledgeBase, chatbot, assistant, template] = RESOURCE_KINDS.map(count) as [
    number,
    number,
    number,
    number,
  ]
  const storageBytes = kinds.reduce((sum, g) => sum + g.sum, 0)
  return { knowledgeBase, chatbot, assistant, template, seats, storageBytes }
}

export async function poolsOf(
  db: ScopedStore,
  organization: Pick<OrganizationRecord, 'limits'>,
): Promise<Pool[]> {
  const used = await usedOf(db)
  return POOLS.map((pool) => ({ pool, limit: organization.limits[pool] ?? null, used: used[pool] }))
}

/** What is said of a full pool to somebody who is not to learn its figures. */
export const noRoomIn = (organization: string, pool: PoolName): string =>
  `${organization}: there is no room left in the pool ${pool}.`

/**
 * Throws `LIMIT_REACHED` when `adding` more do not fit. Call it in the transaction that adds: all
 * changes of a tenant are in one order, so two that each fit alone cannot both pass.
 *
 * The figures are told in the tenant's own context alone. In any other, whoever asked, whoever approves it and
 * whoever reads that trail are not of this tenant.
 */
export async function requireRoom(
  work: Work,
  { id, db }: { readonly id: string; readonly db: ScopedStore },
  adding: { readonly [P in PoolName]?: number },
): Promise<void> {
  const organization = await db.collection(organizations).require(id, 'organization')
  if (POOLS.every((pool) => !adding[pool] || (organization.limits[pool] ?? null) === null)) return
  const own = work.caller.access?.orgId === id
  const used = await usedOf(db)
  for (const pool of POOLS) {
    const limit = organization.limits[pool] ?? null
    const more = adding[pool] ?? 0
    if (limit === null || more === 0 || used[pool] + more <= limit) continue
    if (!own)
      throw new CastellanError('LIMIT_REACHED', noRoomIn(organization.name, pool), {
        pool,
        limit: null,
        used: null,
      })
    throw new CastellanError(
      'LIMIT_REACHED',
      `The pool ${pool} has ${limit}, of which ${used[pool]} are in use; ${more} more do not fit.`,
      { pool, limit, used: used[pool] },
    )
  }
}

/** The same in the tenant of the context. */
export const requireRoomHere = (work: Work, adding: { readonly [P in PoolName]?: number }): Promise<void> =>
  requireRoom(work, { id: work.access.orgId, db: work.db }, adding)
