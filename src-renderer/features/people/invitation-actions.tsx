import { Button, Group } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Invitation } from '../../../src-preload/contract/invitations.ts'
import { Guarded } from '../../app/index.ts'

interface InvitationActionsProps {
  readonly invitation: Invitation
  readonly onResend: (invitation: Invitation) => void
  readonly onRevoke: (invitation: Invitation) => void
}

export function InvitationActions({ invitation, onResend, onRevoke }: InvitationActionsProps) {
  const { t } = useTranslation('people')
  const { email, state } = invitation
  const open = state === 'pending' || state === 'expired'
  return (
    <Group gap={6} wrap="nowrap">
      <Guarded type="invitation" operation="update" reason={open ? null : t('invitation.closed')}>
        <Button
          size="compact-xs"
          variant="default"
          aria-label={t('invitation.resendTo', { email })}
          onClick={() => onResend(invitation)}
        >
          {t('invitation.resend')}
        </Button>
      </Guarded>
      <Guarded
        type="invitation"
        operation="delete"
        reason={state === 'pending' ? null : t('invitation.closedRevoke')}
      >
        <Button
          size="compact-xs"
          variant="light"
          color="red"
          aria-label={t('invitation.revokeOf', { email })}
          onClick={() => onRevoke(invitation)}
        >
          {t('invitation.revoke')}
        </Button>
      </Guarded>
    </Group>
  )
}
