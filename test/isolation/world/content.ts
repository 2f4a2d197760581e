/** A hash over all that the store holds of one organization: unchanged means untouched. */
import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import type { Adapter } from '../../../src-main/store/adapter.ts'
import { COLLECTIONS } from '../../../src-main/store/records/index.ts'

export async function contentHash(adapter: Adapter, org: string): Promise<string> {
  const hash = createHash('sha256')
  for (const spec of COLLECTIONS) {
    const rows = await adapter
      .direct()
      .find(spec, { org }, { where: { all: [] }, sort: { field: 'id', direction: 'asc' }, limit: 100_000 })
    hash.update(`${spec.name}\n${canonicalize(rows) ?? ''}\n`)
  }
  return hash.digest('hex')
}
