import { Button, Group, Stack, Text, Textarea } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Approval } from '../../../src-preload/contract/approvals.ts'
import { reason as reasonSchema } from '../../../src-preload/contract/shared.ts'
import { Guarded, useClient } from '../../app/index.ts'
import { ConfirmDanger, type DangerPlan, ErrorState, tell, tellProblem } from '../../components/index.ts'
import { useFailure, useTitle } from './words.ts'

/** Approve or refuse with a reason; whoever asked takes it back instead. */
export function Decide({ approval, onDone }: { readonly approval: Approval; readonly onDone: () => void }) {
  const { t } = useTranslation('approvals')
  const client = useClient()
  const queries = useQueryClient()
  const title = useTitle()(approval)
  const failureOf = useFailure()
  const [reason, setReason] = useState('')
  const [busy, setBusy] = useState<'approve' | 'refuse' | null>(null)
  const [error, setError] = useState<unknown>(null)
  const [plan, setPlan] = useState<DangerPlan | null>(null)
  const { id, mine } = approval
  const typed = reason.trim()
  const tooShort = reasonSchema.safeParse(reason).success ? null : t('reasonShort')
  const attempt = async (which: 'approve' | 'refuse', work: () => Promise<void>): Promise<void> => {
    setBusy(which)
    setError(null)
    try {
      await work()
      onDone()
    } catch (caught) {
      setError(caught)
    } finally {
      setBusy(null)
      // What was carried out may be anything.
      await queries.invalidateQueries()
    }
  }
  const approve = () =>
    attempt('approve', async () => {
      const after = await client.approvals.approve({ id, ...(typed === '' ? {} : { reason: typed }) })
      if (after.state === 'failed') tellProblem(t('failed'), failureOf(after))
      else tell(t('approved', { title }))
    })
  const refuse = () =>
    attempt('refuse', async () => {
      await client.approvals.refuse({ id, reason: typed })
      tell(t('refused', { title }))
    })
  const withdraw = (): void =>
    setPlan({
      title: t('withdrawTitle'),
      affects: [title, t('withdrawAffects')],
      confirm: t('withdraw'),
      reason: 'none',
      run: async () => {
        await client.approvals.withdraw({ id })
        tell(t('withdrawn', { title }))
        onDone()
        await queries.invalidateQueries()
      },
    })
  if (mine)
    return (
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm" c="dimmed">
          {t('mine')}
        </Text>
        <Guarded type="approval" operation="create">
          <Button variant="default" flex="none" onClick={withdraw}>
            {t('withdraw')}
          </Button>
        </Guarded>
        <ConfirmDanger plan={plan} onClose={() => setPlan(null)} />
      </Group>
    )
  return (
    <Stack gap="sm">
      <Textarea
        label={t('reason')}
        description={t('reasonHint')}
        autosize
        minRows={2}
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {error !== null && <ErrorState error={error} />}
      <Group justify="flex-end">
        <Guarded type="approval" operation="decide" reason={tooShort}>
          <Button
            variant="default"
            loading={busy === 'refuse'}
            disabled={busy === 'approve'}
            onClick={() => void refuse()}
          >
            {t('refuse')}
          </Button>
        </Guarded>
        <Guarded type="approval" operation="decide" reason={typed === '' ? null : tooShort}>
          <Button loading={busy === 'approve'} disabled={busy === 'refuse'} onClick={() => void approve()}>
            {t('approve')}
          </Button>
        </Guarded>
      </Group>
    </Stack>
  )
}
