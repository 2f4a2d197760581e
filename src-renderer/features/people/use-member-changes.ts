import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Member } from '../../../src-preload/contract/members.ts'
import { useBridge } from '../../app/index.ts'
import { tell, useUndo } from '../../components/index.ts'
import { sameSet } from './same-set.ts'

/** Roles and teams that a member is to have. */
export type Access = {
  readonly roleIds: readonly string[]
  readonly teamIds: readonly string[]
}

/** Reads again what a change of people touches. */
export function useRefreshPeople(): () => Promise<unknown> {
  const queries = useQueryClient()
  const { api } = useBridge()
  return () =>
    Promise.all(
      [
        api.members.key(),
        api.teams.key(),
        api.invitations.key(),
        api.permissions.key(),
        api.roles.key(),
        api.organizations.key(),
      ].map((queryKey) => queries.invalidateQueries({ queryKey })),
    )
}

/** What can be done to one member. Each rejects with the console's error and offers to undo where that is possible. */
export function useMemberChanges() {
  const { client } = useBridge()
  const { t } = useTranslation('people')
  const { t: words } = useTranslation('words')
  const refresh = useRefreshPeople()
  const offer = useUndo(refresh)

  /** Sets roles, then teams, each only where it differs; `version` moves on in between. */
  const write = async (member: Member, access: Access, reason?: string): Promise<Member> => {
    let now = member
    const { id } = member
    if (!sameSet(access.roleIds, member.roleIds))
      now = await client.members.setRoles({ id, version: now.version, roleIds: [...access.roleIds], reason })
    if (!sameSet(access.teamIds, member.teamIds))
      now = await client.members.setTeams({ id, version: now.version, teamIds: [...access.teamIds] })
    return now
  }

  return {
    /** Answers the member as it is then, before it is read again. Roles that were saved stay saved where the teams are refused. */
    setAccess: async (member: Member, access: Access, reason?: string): Promise<Member> => {
      try {
        const now = await write(member, access, reason)
        offer(t('member.saved', { name: member.name }), () => write(now, member))
        return now
      } finally {
        void refresh()
      }
    },
    suspend: async (member: Member, reason: string): Promise<void> => {
      const { id, version } = await client.members.suspend({ id: member.id, version: member.version, reason })
      offer(t('member.suspended', { name: member.name }), () => client.members.reactivate({ id, version }))
      await refresh()
    },
    reactivate: async (member: Member): Promise<void> => {
      const { id, version } = await client.members.reactivate({ id: member.id, version: member.version })
      offer(t('member.reactivated', { name: member.name }), () =>
        client.members.suspend({ id, version, reason: `${words('undo')}: ${t('member.reactivate')}` }),
      )
      await refresh()
    },
    /** `onGone` before they are read again: to whoever removed them, that they are gone is no error. */
    remove: async (member: Member, reason: string, onGone: () => void): Promise<void> => {
      await client.members.remove({ id: member.id, version: member.version, reason })
      tell(t('member.removed', { name: member.name }))
      onGone()
      await refresh()
    },
  }
}
