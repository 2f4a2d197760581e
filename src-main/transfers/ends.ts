/** The two ends of a transfer: where something leaves, where it arrives, and in whose name each is told of it. */
import { RESOURCE_KINDS, type ResourceKind } from '../../src-preload/contract/access.ts'
import { CastellanError, notFound } from '../../src-preload/contract/errors.ts'
import type { TransferTarget } from '../../src-preload/contract/transfers.ts'
import { decide, decideWithReason, forbidden } from '../access/index.ts'
import type { AccessContext } from '../access/model.ts'
import type { Across } from '../store/across/index.ts'
import type { ScopedStore } from '../store/index.ts'
import type { OrganizationRecord } from '../store/records/index.ts'
import { contextOf } from '../tenancy/index.ts'
import type { Work } from '../work/index.ts'

export interface End {
  readonly access: AccessContext
  readonly organization: OrganizationRecord
  readonly db: ScopedStore
}

/** A tenant as the person's own context there sees it; undefined where they are no active member. */
export async function endOf(across: Across, userId: string, orgId: string): Promise<End | undefined> {
  const [organization, access] = await Promise.all([
    across.organization(orgId),
    contextOf(across, orgId, userId),
  ])
  if (!organization || organization.state === 'closed' || organization.kind === 'platform') return undefined
  if (access?.facts.member.state !== 'active' || !access.facts.member.userActive) return undefined
  return { access, organization, db: across.tenant(orgId) }
}

/** Throws `NOT_FOUND` alike for a tenant that is not there, is none of the person's, or is the one they are in. */
export async function requireEnd(work: Work, orgId: string): Promise<End> {
  const end = orgId === work.access.orgId ? undefined : await endOf(work.across, work.access.userId, orgId)
  if (!end) throw notFound('organization')
  return end
}

export const hereOf = async (work: Work): Promise<End> => {
  const { access, db } = work
  const organization = await work.across.organization(access.orgId)
  if (!organization) throw notFound('organization')
  return { access, organization, db }
}

/** Why the person may make such things there. Throws `FORBIDDEN`, with the tenant's name, where they may not. */
export function requireCreate({ access, organization }: End, kinds: Iterable<ResourceKind>): string {
  let because = ''
  for (const kind of kinds) {
    const decision = decideWithReason(access, kind, null, 'create')
    if (!decision.allowed) {
      const { message, data } = forbidden(access, kind, 'create')
      throw new CastellanError('FORBIDDEN', `${organization.name}: ${message}`, data)
    }
    because ||= decision.because ? `${decision.because.kind} ${decision.because.name}` : ''
  }
  return because
}

/**
 * The part of the unit that tells the other tenant. It names the person as that tenant knows them, and nobody else:
 * who approved it, and which role allowed it here, are not the other tenant's to learn.
 */
export function partIn(work: Work, { access, organization }: End, action: string, because: string): Work {
  const { userId, email, name } = access.facts.member
  const { sessionId } = work.caller.actor
  const actor = { userId, email, name, sessionId, orgId: organization.id }
  return work.as({ access, actor, onBehalfOf: undefined, action, because })
}

/** The person's other tenants that can take something, personal space last. */
export async function targetsOf(work: Work): Promise<TransferTarget[]> {
  const list: TransferTarget[] = []
  for (const { orgId } of await work.across.membershipsOf(work.actor.userId)) {
    if (orgId === work.caller.access?.orgId) continue
    const end = await endOf(work.across, work.actor.userId, orgId)
    if (!end) continue
    const { name, kind, color, state } = end.organization
    const creatable = RESOURCE_KINDS.filter((k) => decide(end.access, k, null, 'create'))
    list.push({ orgId, name, kind, color, state, creatable })
  }
  const rank = { platform: 0, organization: 0, personal: 1 } as const
  return list.sort((a, b) => rank[a.kind] - rank[b.kind] || a.name.localeCompare(b.name))
}
