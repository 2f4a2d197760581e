/** Organizations with a proved domain each, as the records that a proof leaves. */
import { Across } from '../../../src-main/store/across/index.ts'
import type { Store } from '../../../src-main/store/index.ts'
import { domainClaims } from '../../../src-main/store/records/index.ts'
import { foundTenant } from '../../../src-main/tenancy/index.ts'

export interface Owner {
  readonly orgId: string
  readonly domain: string
}

export async function ownersOf(store: Store, count: number): Promise<Owner[]> {
  const owners: Owner[] = []
  for (let n = 0; n < count; n++) owners.push(await ownerOf(store, `bench-${n}`))
  return owners
}

const ownerOf = (store: Store, slug: string): Promise<Owner> =>
  store.transaction(async (unit) => {
    const across = new Across(unit)
    const limits = { seats: 1_000_000 }
    const { id: orgId } = await foundTenant(across, {
      kind: 'organization',
      name: slug,
      slug,
      timeZone: 'UTC',
      limits,
    })
    const domain = `${slug}.example.org`
    const now = new Date().toISOString()
    const claim = await across
      .tenant(orgId)
      .collection(domainClaims)
      .insert({
        domain,
        state: 'verified',
        live: 'yes',
        token: '0'.repeat(40),
        includeSubdomains: false,
        roleId: 'member',
        teamIds: [],
        claimedBy: 'Ada Marsh',
        expiresAt: null,
        verifiedAt: now,
        provedAt: now,
        failingSince: null,
        graceUntil: null,
        nextCheckAt: now,
        lastCheck: null,
        contested: false,
        history: [],
      })
    const side = { tenantId: orgId, claimId: claim.id, since: now, provedAt: now }
    await across.domains.own({ ...side, domain, includeSubdomains: false, claimants: [], contested: false })
    return { orgId, domain }
  })
