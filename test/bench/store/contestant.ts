/** The four things that are measured, as the store does them and as the bare driver does them. */
import type { Adapter } from '../../../src-main/store/adapter.ts'
import { eq, type TenantScope } from '../../../src-main/store/index.ts'
import { mintScope } from '../../../src-main/store/mint-scope.ts'
import { type ResourceRecord, resources } from '../../../src-main/store/records/index.ts'
import { documentId, draft, KIND, orgId, storeOver } from './sample.ts'

export const PAGE = 100

/** Each does one thing to a document of an organization, both by their numbers. */
export interface Contestant {
  /** A page of 100 by an index, and whether there is a next one. Answers how many it got. */
  list(org: number): Promise<number>
  get(org: number, number: number): Promise<{ readonly version: number }>
  insert(org: number, number: number): Promise<void>
  /** One field of a record that was read before, provided that nobody changed it since. */
  update(org: number, read: { readonly version: number }, number: number): Promise<void>
}

export function throughStore(adapter: Adapter): Contestant {
  const store = storeOver(adapter)
  // A scope is made once for each session and organization.
  const scopes = new Map<number, TenantScope>()
  const of = (org: number) => {
    const scope = scopes.get(org) ?? mintScope(orgId(org))
    scopes.set(org, scope)
    return store.in(scope).collection(resources)
  }
  return {
    async list(org) {
      const sort = { field: 'name', direction: 'asc' } as const
      return (await of(org).list({ where: eq('kind', KIND), sort, limit: PAGE })).items.length
    },
    get: (org, number) => of(org).require(documentId(org, number), 'resource'),
    async insert(org, number) {
      await of(org).insert(draft(number))
    },
    async update(org, read, number) {
      await of(org).update(read as ResourceRecord, { description: `Changed ${number}` })
    },
  }
}
