import { useTranslation } from 'react-i18next'
import { ConfirmDanger, type DangerPlan } from '../../components/index.ts'
import { useClient } from '../connection.tsx'
import { useHere } from '../session.tsx'
import { useRoleNames } from '../use-role-name.ts'
import { useSwitch } from '../use-switch.ts'
import { useDialogs } from './dialogs.ts'

/** Ends the own membership here, after saying what goes with it. Only somebody of the organization can turn it back. */
export function LeaveOrganization() {
  const { t } = useTranslation('shell')
  const { context } = useHere()
  const client = useClient()
  const { open, show } = useDialogs()
  const roles = useRoleNames()(context)
  const { leave } = useSwitch()
  const { name } = context
  const plan: DangerPlan = {
    title: t('leave.title', { name }),
    affects: [
      t('leave.roles', { name, roles }),
      ...(context.teamIds.length === 0 ? [] : [t('leave.teams', { count: context.teamIds.length })]),
      t('leave.stays'),
      t('leave.back'),
    ],
    confirm: t('leave.confirm'),
    reason: 'optional',
    typedName: name,
    final: false,
    run: async (reason) => {
      await client.members.leave({ reason: reason === '' ? undefined : reason })
      await leave()
    },
  }
  return <ConfirmDanger plan={open === 'leave' ? plan : null} onClose={() => show(null)} />
}
