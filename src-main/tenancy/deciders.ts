/** Who of an organization holds an operation on a type: roles and teams are asked first, then each person. */
import type { Operation, ResourceType } from '../../src-preload/contract/access.ts'
import { compileContext, decide } from '../access/index.ts'
import type { AccessContext } from '../access/model.ts'
import type { Across } from '../store/across/index.ts'
import { all, any, eq, isIn, not } from '../store/index.ts'
import { grants, type MemberRecord, members } from '../store/records/index.ts'
import { contextOf } from './context.ts'
import { rolesOf } from './facts.ts'

/**
 * Active members, other than `exceptUserIds`, who hold the operation; at most `limit`. The organization's own
 * state is left out: while it is suspended nobody may decide, which is not the same as nobody being there. The
 * query takes only those whom a role or team could allow it, so that a large organization is not read whole.
 */
export async function deciders(
  across: Across,
  orgId: string,
  [type, operation]: readonly [ResourceType, Operation],
  exceptUserIds: readonly string[],
  limit: number,
): Promise<MemberRecord[]> {
  const db = across.tenant(orgId)
  const organization = await across.organization(orgId)
  const roleIds = (await rolesOf(db, organization?.kind === 'platform'))
    .filter((r) => r.matrix[type]?.includes(operation))
    .map((r) => r.id)
  const teamIds: string[] = []
  for await (const g of db.collection(grants).each(all(eq('type', type), eq('subjectKind', 'team'))))
    if (g.resourceId === null && g.operations.includes(operation)) teamIds.push(g.subjectId)
  const where = all(
    eq('state', 'active'),
    any(isIn('roleIds', roleIds), isIn('teamIds', teamIds)),
    not(isIn('userId', exceptUserIds)),
  )
  const found: MemberRecord[] = []
  for await (const member of db.collection(members).each(where, undefined, 50)) {
    const context = await contextOf(across, orgId, member.userId)
    if (context && decide(asIfActive(context), type, null, operation)) found.push(member)
    if (found.length >= limit) break
  }
  return found
}

const asIfActive = ({ facts, scope }: AccessContext): AccessContext =>
  compileContext({ ...facts, organization: { ...facts.organization, state: 'active' } }, scope)
