/** The events that several services of this folder publish, in one form. */
import type { MemberRecord } from '../store/records/index.ts'
import type { Work } from '../work/index.ts'

const facts = (m: MemberRecord) => ({
  id: m.id,
  userId: m.userId,
  name: m.name,
  email: m.email,
  roleIds: m.roleIds,
})

/** Somebody became a member, by whatever way in. */
export const tellJoined = (work: Work, m: MemberRecord): void =>
  work.emitIn(m.orgId, 'member.joined', m.id, { ...facts(m), source: m.source, addedBy: m.addedBy })
