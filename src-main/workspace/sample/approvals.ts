/** A request that waits for the sample's person: another admin wants to take a resource along. */
import { gate } from '../../approvals/index.ts'
import { all, eq, not } from '../../store/index.ts'
import { members, resources } from '../../store/records/index.ts'
import { contextOf } from '../../tenancy/index.ts'
import { changesOf, planOf, titleOf } from '../../transfers/index.ts'
import type { Work } from '../../work/index.ts'
import type { Chance } from './chance.ts'

const REASON = 'My notes from the start; the team has its own by now.'

/** Asked for by the first admin of the organization who is not `person`. */
export async function askForTransfer(
  work: Work,
  orgId: string,
  person: string,
  chance: Chance,
): Promise<void> {
  const db = work.across.tenant(orgId)
  const admin = await db.collection(members).first(all(eq('roleIds', 'admin'), not(eq('email', person))))
  const access = admin && (await contextOf(work.across, orgId, admin.userId))
  const spaces = admin ? await work.across.membershipsOf(admin.userId) : []
  const own = spaces.find((m) => m.orgId !== orgId)
  const archive = await db
    .collection(resources)
    .first(all(eq('kind', 'knowledgeBase'), eq('createdBy', admin?.userId ?? '')))
  const thing = archive ?? (await db.collection(resources).first(eq('kind', 'knowledgeBase')))
  if (!access || !own || !thing) throw new Error('The sample has nobody who could ask.')
  const { userId, email, name } = access.facts.member
  const actor = { userId, email, name, sessionId: 'founding', orgId }
  const asking = work.as({
    access,
    actor,
    because: 'role Admin',
    action: 'approval.requested',
    reason: REASON,
  })

  const input = {
    items: [{ kind: thing.kind, id: thing.id }],
    toOrgId: own.orgId,
    visibility: 'private' as const,
    transferId: chance.id(work.now),
    reason: REASON,
  }
  const plan = await planOf(asking, input)
  const ask = { input, title: titleOf(plan), preview: changesOf(plan), reason: REASON }
  await gate(asking, 'transferOut', ask, () => Promise.reject(new Error('It has to wait.')))
}
