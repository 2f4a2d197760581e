import { Button, Group } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Invitation } from '../../../src-preload/contract/invitations.ts'
import { Guarded, useApi, useClient, useHere } from '../../app/index.ts'
import { ConfirmMany, type ManyProps, tell } from '../../components/index.ts'
import type { Issued } from './invite-person.tsx'
import { useRefreshPeople } from './use-member-changes.ts'

type Change = 'resend' | 'revoke'

interface InvitationBulkProps {
  readonly selected: readonly Invitation[]
  readonly clear: () => void
  readonly onIssued: (issued: readonly Issued[]) => void
}

/** Resends or revokes the selected invitations, after a preview of which ones wait. */
export function InvitationBulk({ selected, clear, onIssued }: InvitationBulkProps) {
  const { t } = useTranslation('people')
  const [change, setChange] = useState<Change | null>(null)
  return (
    <Group gap={6} role="group" aria-label={t('invitation.bulk')}>
      <Guarded type="invitation" operation="update">
        <Button size="compact-sm" variant="default" onClick={() => setChange('resend')}>
          {t('invitation.resend')}
        </Button>
      </Guarded>
      <Guarded type="invitation" operation="delete">
        <Button size="compact-sm" variant="light" color="red" onClick={() => setChange('revoke')}>
          {t('invitation.revoke')}
        </Button>
      </Guarded>
      {change !== null && (
        <Question
          change={change}
          ids={selected.map((i) => i.id)}
          onClose={() => setChange(null)}
          onDone={clear}
          onIssued={onIssued}
        />
      )}
    </Group>
  )
}

interface QuestionProps extends ManyProps {
  readonly change: Change
  readonly onIssued: (issued: readonly Issued[]) => void
}

function Question({ change, ids, onClose, onDone, onIssued }: QuestionProps) {
  const { t } = useTranslation('people')
  const api = useApi()
  const client = useClient()
  const refresh = useRefreshPeople()
  const { context } = useHere()
  const preview = useQuery(
    api.invitations.bulkPreview.queryOptions({
      input: { ids: [...ids], change },
      staleTime: 0,
      retry: false,
    }),
  )
  const run = async (): Promise<void> => {
    if (change === 'resend') onIssued(await client.invitations.resendMany({ ids: [...ids] }))
    else {
      const { changed } = await client.invitations.revokeMany({ ids: [...ids] })
      tell(t('invitation.revokedMany', { count: changed }))
    }
    onDone()
    await refresh()
  }
  return (
    <ConfirmMany
      preview={preview}
      dangerous={change === 'revoke'}
      onClose={onClose}
      title={t(`invitation.${change}Many`, { count: ids.length })}
      text={t(`invitation.${change}ManyText`)}
      confirm={t(`invitation.${change}`)}
      reason="none"
      // What is resent has new codes, which are shown; what is revoked is gone.
      {...(change === 'revoke' ? { typedName: context.name } : {})}
      run={run}
    />
  )
}
