/**
 * What the sample's DNS holds. Names under `.example` exist nowhere (RFC 2606), so the sample answers for them itself:
 * the records that its organizations are said to have published. Every other name is asked for as it is.
 */

import { challengeName, challengeValue } from '../../../src-preload/contract/domains.ts'
import type { Dns } from '../../enrollment/index.ts'
import { Across } from '../../store/across/index.ts'
import { eq, type Store } from '../../store/index.ts'
import { domainClaims } from '../../store/records/index.ts'

/** Domain → short names of the organizations whose record is in its zone. */
export type Published = { readonly [domain: string]: readonly string[] }

export const PUBLISHED: Published = {
  'northwind.example': ['northwind'],
  'northwind-labs.example': ['northwind'],
  'robotics-alliance.example': ['northwind', 'pine'],
}

export function sampleDns(store: Store, real: Dns, published: Published = PUBLISHED): Dns {
  const across = new Across(store)
  const valuesOf = async (slug: string, domain: string): Promise<string[]> => {
    const organization = await across.organizationBySlug(slug)
    if (!organization) return []
    const claims = across.tenant(organization.id).collection(domainClaims)
    const live = await claims.list({ where: eq('domain', domain), limit: 20 })
    return live.items.filter((c) => c.live === 'yes').map((c) => challengeValue(c.token))
  }
  return {
    async txt(name) {
      if (!name.endsWith('.example')) return real.txt(name)
      const [domain] = Object.keys(published).filter((d) => challengeName(d) === name)
      if (domain === undefined) return { kind: 'none' }
      const values = await Promise.all((published[domain] ?? []).map((slug) => valuesOf(slug, domain)))
      const held = values.flat()
      return held.length > 0 ? { kind: 'records', values: held.map((v) => [v]) } : { kind: 'none' }
    },
  }
}
