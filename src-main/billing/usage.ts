/** What services of the platform tell of use, kept for the ledger. */
import { notFound } from '../../src-preload/contract/errors.ts'
import type { EventData } from '../../src-preload/contract/event-types/index.ts'
import { eq } from '../store/index.ts'
import { usageRecords } from '../store/records/index.ts'
import { requireState } from '../tenancy/index.ts'
import type { Work } from '../work/index.ts'

/**
 * Keeps one record. The same use told again, also by another event, changes nothing. Throws `NOT_FOUND` for a tenant
 * that is not there and `WRONG_STATE` for one that is closed.
 */
export async function recordUsage(
  work: Work,
  orgId: string,
  { usageId, userId, teamId, model, units, occurredAt }: EventData<'usage.recorded'>,
): Promise<void> {
  const organization = await work.across.organization(orgId)
  if (!organization) throw notFound('organization')
  requireState(organization, ['active', 'suspended', 'closing'], 'organization')
  const list = work.across.tenant(orgId).collection(usageRecords)
  if (await list.first(eq('usageId', usageId))) return
  await list.insert({ usageId, userId, teamId, model, units, occurredAt })
}
