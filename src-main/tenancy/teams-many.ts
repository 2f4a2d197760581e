/** Many teams deleted at once: all of them or none, and the guard rail over the whole before the first is gone. */
import type { BulkPreview } from '../../src-preload/contract/shared.ts'
import { isIn } from '../store/index.ts'
import { members, teams } from '../store/records/index.ts'
import type { Work } from '../work/index.ts'
import { previewOf, requireEach } from './many.ts'
import { endTeam } from './team-deletion.ts'
import { requireWholeTeams } from './teams.ts'

const idOf = ({ id }: { readonly id: string }): string => id

export async function deleteTeams(work: Work, ids: readonly string[]): Promise<{ changed: number }> {
  const found = await requireEach(work, teams, ids, 'team')
  await requireWholeTeams(work, found.map(idOf))
  for (const team of found) await endTeam(work, team)
  return { changed: found.length }
}

/** What `deleteTeams` would do; `members`: how many people are in any of them. */
export async function previewTeams(
  work: Work,
  ids: readonly string[],
): Promise<BulkPreview & { members: number }> {
  const found = await requireEach(work, teams, ids, 'team')
  const { changing, preview } = await previewOf(
    found.length,
    (team) => team.name,
    async () => {
      await requireWholeTeams(work, found.map(idOf))
      return found
    },
  )
  const losing = isIn('teamIds', changing.map(idOf))
  return { ...preview, members: await work.db.collection(members).count(losing) }
}
