/** Compiles what somebody may do in an organization now, as the unit at hand sees it. */
import { compileContext, resolveScope } from '../access/index.ts'
import type { AccessContext } from '../access/model.ts'
import type { Across } from '../store/across/index.ts'
import { loadFacts } from './facts.ts'

/** Undefined where the user is no member there, or either of them does not exist. */
export async function contextOf(
  across: Across,
  orgId: string,
  userId: string,
): Promise<AccessContext | undefined> {
  const user = await across.user(userId)
  const facts = user && (await loadFacts(across.tenant(orgId), orgId, userId, user.state === 'active'))
  return facts && compileContext(facts, resolveScope(orgId))
}
