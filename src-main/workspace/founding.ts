/** The first unit of work of an empty store: the operators' tenant and its first operator. */
import type { Store } from '../store/index.ts'
import { foundMember, foundTenant, identityOf } from '../tenancy/index.ts'
import { platformUnit, type UnitOfWork } from '../work/index.ts'

/** The operators' tenant with its first operator. */
export async function foundPlatform(work: UnitOfWork, email: string, name: string): Promise<void> {
  const platform = await foundTenant(work.across, {
    kind: 'platform',
    name: 'Platform',
    slug: 'platform',
    timeZone: 'UTC',
    limits: {},
  })
  const operator = await identityOf(work.across, email, { name })
  const how = {
    roleIds: ['admin'],
    source: 'created',
    addedBy: '',
    joinedAt: work.now.toISOString(),
    name,
  } as const
  await foundMember(work.across, platform.id, operator, how)
  work.recordIn(platform.id, {
    action: 'organization.founded',
    resourceType: 'organization',
    resourceId: platform.id,
    summary: `Platform founded; ${name} is its first operator`,
  })
}

/** One transaction of the founding, with its trail. */
export const inUnit = (store: Store, step: (work: UnitOfWork) => Promise<void>): Promise<void> =>
  platformUnit(store, { action: 'organization.founded', host: 'founding', because: 'founding' }, step)
