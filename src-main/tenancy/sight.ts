/** What joining a team shows: the resources that are visible to its members alone. */
import { RESOURCE_KINDS } from '../../src-preload/contract/access.ts'
import { predicate } from '../access/index.ts'
import type { AccessContext } from '../access/model.ts'
import { all, any, eq, isIn, not, type ScopedStore } from '../store/index.ts'
import { resources } from '../store/records/index.ts'
import { refuseExceeding, requireHeldTeams } from './guards.ts'

/** `read` of each kind of which something is visible to these teams that the actor may not read. */
export async function unseenInTeams(
  db: ScopedStore,
  context: AccessContext,
  teamIds: readonly string[],
): Promise<string[]> {
  if (teamIds.length === 0 || context.standing.seesAll) return []
  const unseen = RESOURCE_KINDS.map((kind) => all(eq('kind', kind), not(predicate(context, kind, 'read'))))
  const shown = all(eq('visibility', 'teams'), isIn('teamIds', [...teamIds]), any(...unseen))
  return (await db.collection(resources).group('kind', shown)).map(({ value }) => `${value}.read`).sort()
}

/** Throws `ESCALATION` where who joins these teams holds more than the actor, or sees what the actor may not read. */
export async function requireJoinable(
  db: ScopedStore,
  context: AccessContext,
  teamIds: readonly string[],
): Promise<void> {
  await requireHeldTeams(db, context, teamIds)
  refuseExceeding(await unseenInTeams(db, context, teamIds))
}
