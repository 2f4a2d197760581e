/** How many events of an organization wait to be published. */
import { heads, outboxOffsets } from '../../src-main/store/records/index.ts'
import type { World } from './world.ts'

export async function pendingOf(w: World, orgId: string): Promise<number> {
  const tenant = w.tenant(orgId)
  // First what is published, so that nothing is counted as published before it was written.
  const offset = await tenant.collection(outboxOffsets).get(orgId)
  const head = await tenant.collection(heads).get(orgId)
  return (head?.eventSequence ?? 0) - (offset?.sequence ?? 0)
}
