/** Names for the ids in events, as far as the one who watches may know them. */
import { isIn, type ScopedStore } from '../store/index.ts'
import { members } from '../store/records/index.ts'
import type { Seen } from './admit.ts'
import type { Names } from './watch.ts'

/** Names that one monitor remembers. */
const KEPT = 2000

/**
 * @param db the watching organization's own records: actors are named from its members
 * @param organizationName of another organization, for operators; undefined where it is told to nobody
 */
export function namesFor(
  db: ScopedStore,
  organizationName?: (orgId: string) => Promise<string | undefined>,
): Names {
  const actors = new Map<string, string>()
  const organizations = new Map<string, string>()
  const unknown = (ids: readonly string[], known: ReadonlyMap<string, string>): string[] => [
    ...new Set(ids.filter((id) => id !== '' && !known.has(id))),
  ]
  const learnActors = async (seen: readonly Seen[]): Promise<void> => {
    const ids = unknown(
      seen.map((s) => s.actorId),
      actors,
    )
    if (ids.length === 0) return
    if (actors.size + ids.length > KEPT) actors.clear()
    const found = await db.collection(members).list({ where: isIn('userId', ids), limit: ids.length })
    for (const id of ids) actors.set(id, found.items.find((m) => m.userId === id)?.name ?? '')
  }
  const learnOrganizations = async (seen: readonly Seen[]): Promise<void> => {
    if (!organizationName) return
    if (organizations.size > KEPT) organizations.clear()
    for (const id of unknown(
      seen.map((s) => s.orgId),
      organizations,
    ))
      organizations.set(id, (await organizationName(id)) ?? '')
  }
  return {
    async of(seen) {
      await learnActors(seen)
      await learnOrganizations(seen)
      return seen.map((s) => ({
        actor: actors.get(s.actorId) ?? '',
        organization: organizations.get(s.orgId) ?? '',
      }))
    },
  }
}
