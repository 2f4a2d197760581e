import { useTranslation } from 'react-i18next'
import type { Member } from '../../../src-preload/contract/members.ts'
import type { SliceLimits } from '../../../src-preload/contract/slices.ts'
import type { Team } from '../../../src-preload/contract/teams.ts'
import { useClient } from '../../app/index.ts'
import { tell, useUndo } from '../../components/index.ts'
import { useRefreshPeople } from '../people/use-member-changes.ts'
import { asInput, type Grant } from './grants.ts'
import { sliceLimitsOf, sliceValues } from './slice-values.ts'

/**
 * What can be done to a team, or to several. Each rejects with the console's error and offers to undo where that is possible.
 * What answers the team as it is then does not wait until it is read again.
 */
export function useTeamChanges() {
  const client = useClient()
  const { t } = useTranslation('teams')
  const refresh = useRefreshPeople()
  const offer = useUndo(refresh)

  return {
    rename: async (team: Team, name: string, description: string): Promise<Team> => {
      const next = await client.teams.update({ id: team.id, version: team.version, name, description })
      offer(t('saved', { name: next.name }), () =>
        client.teams.update({
          id: next.id,
          version: next.version,
          name: team.name,
          description: team.description,
        }),
      )
      void refresh()
      return next
    },
    setGrants: async (team: Team, grants: readonly Grant[], reason?: string): Promise<Team> => {
      const next = await client.teams.setGrants({
        id: team.id,
        version: team.version,
        grants: asInput(grants),
        reason,
      })
      offer(t('grants.saved', { name: team.name }), () =>
        client.teams.setGrants({ id: next.id, version: next.version, grants: asInput(team.grants) }),
      )
      void refresh()
      return next
    },
    setSlices: async (team: Team, slices: SliceLimits, reason?: string): Promise<Team> => {
      const next = await client.teams.setSlices({ id: team.id, version: team.version, slices, reason })
      const before = sliceLimitsOf(sliceValues(team))
      offer(t('slices.saved', { name: team.name }), () =>
        client.teams.setSlices({ id: next.id, version: next.version, slices: before }),
      )
      void refresh()
      return next
    },
    add: async (team: Team, member: Member): Promise<void> => {
      await client.teams.changeMembers({ id: team.id, add: [member.id] })
      offer(t('added', { member: member.name, team: team.name }), () =>
        client.teams.changeMembers({ id: team.id, remove: [member.id] }),
      )
      await refresh()
    },
    remove: async (team: Team, member: Member): Promise<void> => {
      await client.teams.changeMembers({ id: team.id, remove: [member.id] })
      offer(t('removedMember', { member: member.name, team: team.name }), () =>
        client.teams.changeMembers({ id: team.id, add: [member.id] }),
      )
      await refresh()
    },
    /** `onGone` before it is read again: to whoever deleted it, that it is gone is no error. */
    delete: async (team: Team, reason: string, onGone: () => void): Promise<void> => {
      await client.teams.delete({ id: team.id, version: team.version, reason })
      tell(t('deleted', { name: team.name }))
      onGone()
      await refresh()
    },
    deleteMany: async (ids: readonly string[], reason: string): Promise<void> => {
      const { changed } = await client.teams.deleteMany({ ids: [...ids], reason })
      tell(t('bulk.deleted', { count: changed }))
      await refresh()
    },
  }
}
