import { Alert, Button, Group, Radio, Select, Stack, Text, Textarea } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ResourceKind } from '../../../src-preload/contract/access.ts'
import { reason as reasonSchema } from '../../../src-preload/contract/shared.ts'
import type { TransferTarget } from '../../../src-preload/contract/transfers.ts'
import { Locked, useApi, useClient } from '../../app/index.ts'
import { ErrorState, LoadingState, Modal, QueryState, tell, useUndo } from '../../components/index.ts'
import { TransferChanges } from './transfer-changes.tsx'

/** What is to move; all of kinds that the person may transfer, or the console refuses. */
export interface Moving {
  readonly kind: ResourceKind
  readonly id: string
  readonly name: string
}
interface TransferDialogProps {
  readonly items: readonly Moving[]
  readonly onClose: () => void
  /** It moved, or waits for a second person. */
  readonly onDone: () => void
}

/** Where to, how it is seen there, what that changes on both sides, and why. */
export function TransferDialog({ items, onClose, onDone }: TransferDialogProps) {
  const { t } = useTranslation('transfers')
  const { t: words } = useTranslation('words')
  return (
    <Modal
      opened
      closeButtonProps={{ 'aria-label': words('close') }}
      onClose={onClose}
      size="lg"
      title={
        items.length === 1
          ? t('titleOne', { name: items[0]?.name ?? '' })
          : t('titleMany', { count: items.length })
      }
    >
      <Form items={items} onClose={onClose} onDone={onDone} />
    </Modal>
  )
}

function Form({ items, onClose, onDone }: TransferDialogProps) {
  const { t } = useTranslation('transfers')
  const { t: words } = useTranslation('words')
  const api = useApi()
  const client = useClient()
  const queries = useQueryClient()
  const targets = useQuery(api.transfers.targets.queryOptions())
  // One id for this dialog: sent twice, it moves once.
  const [transferId] = useState(() => crypto.randomUUID())
  const [toOrgId, setTo] = useState<string | null>(null)
  const [visibility, setVisibility] = useState<'private' | 'organization'>('private')
  const [reason, setReason] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const renew = () => queries.invalidateQueries()
  const offer = useUndo(renew)

  const plan = { items: items.map(({ kind, id }) => ({ kind, id })), toOrgId: toOrgId ?? '', visibility }
  const preview = useQuery({
    ...api.transfers.preview.queryOptions({ input: plan }),
    enabled: toOrgId !== null,
    retry: false,
  })
  const blocked = (preview.data?.obstacles.length ?? 0) > 0
  const whyNot =
    toOrgId === null
      ? t('choose')
      : blocked || preview.isError
        ? t('blocked')
        : reasonSchema.safeParse(reason).success
          ? null
          : t('reasonShort')

  const submit = async (): Promise<void> => {
    if (whyNot !== null || busy || preview.data === undefined) return
    setBusy(true)
    setError(null)
    try {
      const answer = await client.transfers.start({ ...plan, transferId, reason: reason.trim() })
      if (answer.outcome === 'waiting') tell(t('waiting'))
      else {
        const said = t('done', { count: answer.result.moved, to: answer.result.toName })
        if (answer.result.undoable) offer(said, () => takeBack(transferId))
        else tell(said)
      }
      onDone()
      onClose()
      await renew()
    } catch (caught) {
      setError(caught)
    } finally {
      setBusy(false)
    }
  }
  const takeBack = async (id: string): Promise<void> => {
    const { left } = await client.transfers.undo({ transferId: id })
    if (left.length > 0) tell(t('left', { count: left.length, names: left.map((l) => l.name).join(', ') }))
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <Stack gap="md">
        <QueryState query={targets} loading={<LoadingState lines={2} />}>
          {(list) =>
            list.length === 0 ? (
              <Alert color="gray" icon={<IconLock />}>
                {t('noTargets')}
              </Alert>
            ) : (
              <TargetSelect items={items} targets={list} value={toOrgId} onChange={setTo} />
            )
          }
        </QueryState>
        <Radio.Group
          label={t('visibility')}
          value={visibility}
          onChange={(next) => setVisibility(next === 'organization' ? next : 'private')}
        >
          <Group mt={6} gap="lg">
            <Radio value="private" label={t('private')} />
            <Radio value="organization" label={t('organization')} />
          </Group>
        </Radio.Group>
        {toOrgId === null ? (
          <Text size="sm" c="dimmed">
            {t('choose')}
          </Text>
        ) : (
          <QueryState query={preview} loading={<LoadingState lines={5} />}>
            {(data) => <TransferChanges preview={data} />}
          </QueryState>
        )}
        <Textarea
          label={t('reason')}
          description={t('reasonHint')}
          required
          autosize
          minRows={2}
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {error !== null && <ErrorState error={error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {words('cancel')}
          </Button>
          <Locked reason={whyNot}>
            <Button type="submit" loading={busy}>
              {preview.data?.waits ? t('ask') : t('submit')}
            </Button>
          </Locked>
        </Group>
      </Stack>
    </form>
  )
}

interface TargetSelectProps {
  readonly items: readonly Moving[]
  readonly targets: readonly TransferTarget[]
  readonly value: string | null
  readonly onChange: (orgId: string | null) => void
}

/** One that cannot take what is to move stays in the list and says why. */
function TargetSelect({ items, targets, value, onChange }: TargetSelectProps) {
  const { t } = useTranslation('transfers')
  const { t: words } = useTranslation('words')
  const kinds = [...new Set(items.map((i) => i.kind))]
  const missingIn = (target: TransferTarget) => kinds.filter((k) => !target.creatable.includes(k))
  return (
    <Select
      label={t('target')}
      description={t('targetHint')}
      required
      searchable
      data-autofocus
      value={value}
      onChange={onChange}
      data={targets.map((target) => {
        const missing = missingIn(target)
        const why = t('cannotCreate', { kinds: missing.map((k) => words(`type.${k}`)).join(', ') })
        return {
          value: target.orgId,
          label: missing.length === 0 ? target.name : `${target.name} – ${why}`,
          disabled: missing.length > 0,
        }
      })}
    />
  )
}
