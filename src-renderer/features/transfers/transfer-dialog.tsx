import { Alert, Button, Group, Radio, Select, Text, Textarea } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ResourceKind } from '../../../src-preload/contract/access.ts'
import { reason as reasonSchema } from '../../../src-preload/contract/shared.ts'
import type { TransferTarget } from '../../../src-preload/contract/transfers.ts'
import { Locked, useApi, useClient } from '../../app/index.ts'
import {
  Dialog,
  DialogForm,
  ErrorState,
  focusDrawn,
  LoadingState,
  QueryState,
  tell,
  useUndo,
} from '../../components/index.ts'
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
  const { t: components } = useTranslation('components')
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
        : preview.data === undefined
          ? components('bulk.checking')
          : reasonSchema.safeParse(reason).success
            ? null
            : t('reasonShort')

  const submit = async (): Promise<void> => {
    if (whyNot !== null || busy) return
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
    <Dialog
      opened
      busy={busy}
      tall
      onClose={onClose}
      size="lg"
      title={
        items.length === 1
          ? t('titleOne', { name: items[0]?.name ?? '' })
          : t('titleMany', { count: items.length })
      }
    >
      <QueryState query={targets} loading={<LoadingState lines={6} />}>
        {(list) => (
          <DialogForm
            onSubmit={() => void submit()}
            foot={
              <>
                <Button variant="default" disabled={busy} onClick={onClose}>
                  {words('cancel')}
                </Button>
                <Locked reason={whyNot}>
                  {/* As wide for either word: what is asked for late would come to lie where Cancel was. */}
                  <Button type="submit" loading={busy} miw={168}>
                    {preview.data?.waits ? t('ask') : t('submit')}
                  </Button>
                </Locked>
              </>
            }
          >
            {list.length === 0 ? (
              <Alert color="gray" icon={<IconLock />}>
                {t('noTargets')}
              </Alert>
            ) : (
              <TargetSelect items={items} targets={list} value={toOrgId} onChange={setTo} />
            )}
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
            {toOrgId === null ? (
              <Text size="sm" c="dimmed">
                {t('choose')}
              </Text>
            ) : (
              <QueryState query={preview} loading={<LoadingState lines={5} />}>
                {(data) => <TransferChanges preview={data} />}
              </QueryState>
            )}
            {error !== null && <ErrorState error={error} />}
          </DialogForm>
        )}
      </QueryState>
    </Dialog>
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
      ref={focusDrawn}
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
