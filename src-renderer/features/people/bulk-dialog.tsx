import { Button, Group, Stack, Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Member } from '../../../src-preload/contract/members.ts'
import { reason as reasonSchema } from '../../../src-preload/contract/shared.ts'
import { Locked } from '../../app/index.ts'
import { BulkPreview, Dialog, ErrorState, LoadingState, useWhyNotYet } from '../../components/index.ts'
import { RolePicker } from './access-picker.tsx'
import type { BulkChange, BulkKind } from './bulk-change.ts'
import { TeamSelect } from './team-select.tsx'
import { useBulk, useBulkPreview } from './use-bulk.ts'

interface BulkDialogProps {
  readonly kind: BulkKind
  readonly members: readonly Member[]
  readonly onClose: () => void
  readonly onDone: () => void
}

/** One change for several people: what, for whom, and why, before anything is written. */
export function BulkDialog({ kind, members, onClose, onDone }: BulkDialogProps) {
  const { t } = useTranslation('people')
  const { t: words } = useTranslation('words')
  const apply = useBulk()
  const [teamId, setTeamId] = useState<string | null>(null)
  const [roleIds, setRoleIds] = useState<readonly string[]>([])
  const [reason, setReason] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)

  const change = changeOf(kind, teamId, roleIds)
  const preview = useBulkPreview(members, change)
  // Where nothing is to be chosen, what it would do comes before the question.
  const asking = (kind === 'suspend' || kind === 'reactivate') && preview.isPending
  const notYet = useWhyNotYet()(change !== null, preview)
  const whyNot = notYet ?? (reasonSchema.safeParse(reason).success ? null : t('bulk.reasonShort'))

  const submit = async (): Promise<void> => {
    if (change === null || whyNot !== null || busy) return
    setBusy(true)
    setError(null)
    try {
      await apply(members, change, reason.trim())
      onDone()
      onClose()
    } catch (caught) {
      setError(caught)
    } finally {
      setBusy(false)
    }
  }

  return (
    <Dialog
      opened
      busy={busy}
      onClose={onClose}
      size="lg"
      title={t(`bulk.title.${kind}`, { count: members.length })}
    >
      {asking ? (
        <LoadingState lines={5} />
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            void submit()
          }}
        >
          <Stack gap="md">
            <Text size="sm">{t(`bulk.text.${kind}`)}</Text>
            {(kind === 'addTeam' || kind === 'removeTeam') && (
              <TeamSelect
                label={t('bulk.team')}
                required
                data-autofocus
                value={teamId}
                onChange={setTeamId}
              />
            )}
            {kind === 'setRoles' && (
              <RolePicker label={t('roles')} required value={roleIds} onChange={setRoleIds} />
            )}
            <BulkPreview
              dangerous={kind !== 'addTeam' && kind !== 'reactivate'}
              chosen={change !== null}
              query={preview}
            />
            <Textarea
              label={t('bulk.reason')}
              description={t('bulk.reasonHint')}
              required
              autosize
              minRows={2}
              maxLength={500}
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
            />
            {error !== null && <ErrorState error={error} />}
            <Group justify="space-between">
              <Text size="xs" c="dimmed">
                {t('bulk.allOrNone')}
              </Text>
              <Group gap="xs">
                <Button variant="default" disabled={busy} onClick={onClose}>
                  {words('cancel')}
                </Button>
                <Locked reason={whyNot}>
                  <Button type="submit" loading={busy} color={kind === 'suspend' ? 'red.8' : undefined}>
                    {t(`bulk.submit.${kind}`)}
                  </Button>
                </Locked>
              </Group>
            </Group>
          </Stack>
        </form>
      )}
    </Dialog>
  )
}

/** The change once everything for it is chosen; null before. */
function changeOf(kind: BulkKind, teamId: string | null, roleIds: readonly string[]): BulkChange | null {
  switch (kind) {
    case 'addTeam':
    case 'removeTeam':
      return teamId === null ? null : { kind, teamId }
    case 'setRoles':
      return roleIds.length === 0 ? null : { kind, roleIds }
    case 'suspend':
    case 'reactivate':
      return { kind }
  }
}
