import { Button, Group } from '@mantine/core'
import { IconPlayerPause, IconPlayerPlay, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Member } from '../../../src-preload/contract/members.ts'
import { Guarded, useHere } from '../../app/index.ts'
import { ConfirmDanger, type DangerPlan, useTellProblem } from '../../components/index.ts'
import { useNames } from './names.ts'
import { useLostPermissions } from './use-lost-permissions.ts'
import { useMemberChanges } from './use-member-changes.ts'

/** Suspending, reactivating and removing one member. `onGone` is called when the member is no more. */
export function MemberState({ member, onGone }: { readonly member: Member; readonly onGone: () => void }) {
  const { t } = useTranslation('people')
  const { user } = useHere()
  const names = useNames()
  const tellError = useTellProblem()
  const changes = useMemberChanges()
  const [asked, setAsked] = useState<'suspend' | 'remove' | null>(null)
  const lost = useLostPermissions(member, asked !== null)
  const { name, email } = member
  const own = member.userId === user.id ? t('member.ownself') : null

  const plans: Readonly<Record<'suspend' | 'remove', DangerPlan>> = {
    suspend: {
      title: t('member.suspendTitle', { name }),
      text: t('member.suspendText'),
      affects: [t('member.stateChange', { email }), lost],
      asking: lost === null,
      confirm: t('member.suspend'),
      reason: 'required',
      run: (reason) => changes.suspend(member, reason),
    },
    remove: {
      title: t('member.removeTitle', { name }),
      text: t('member.removeText'),
      affects: [
        t('member.stateChange', { email }),
        t('member.losesRoles', { names: member.roleIds.map(names.role).join(', ') }),
        ...(member.teamIds.length === 0
          ? []
          : [
              t('member.leavesTeams', {
                count: member.teamIds.length,
                names: member.teamIds.map(names.team).join(', '),
              }),
            ]),
        lost,
        t('member.losesShares'),
      ],
      asking: lost === null,
      confirm: t('member.remove'),
      reason: 'required',
      typedName: name,
      run: (reason) => changes.remove(member, reason, onGone),
    },
  }
  const reactivate = (): void => {
    changes.reactivate(member).catch(tellError)
  }

  return (
    <Group gap="xs">
      {member.state === 'suspended' ? (
        <Guarded type="member" operation="suspend">
          <Button size="xs" variant="default" leftSection={<IconPlayerPlay size={14} />} onClick={reactivate}>
            {t('member.reactivate')}
          </Button>
        </Guarded>
      ) : (
        <Guarded
          type="member"
          operation="suspend"
          reason={own ?? (member.state === 'active' ? null : t('member.notActive'))}
        >
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPlayerPause size={14} />}
            onClick={() => setAsked('suspend')}
          >
            {t('member.suspend')}
          </Button>
        </Guarded>
      )}
      <Guarded type="member" operation="delete" reason={own}>
        <Button
          size="xs"
          variant="light"
          color="red"
          leftSection={<IconTrash size={14} />}
          onClick={() => setAsked('remove')}
        >
          {t('member.remove')}
        </Button>
      </Guarded>
      <ConfirmDanger plan={asked && plans[asked]} onClose={() => setAsked(null)} />
    </Group>
  )
}
