import { Alert, Button, Group, List, Radio, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MigrationOffer, MigrationPreview } from '../../../../src-preload/contract/migrations.ts'
import type { MovedItem } from '../../../../src-preload/contract/transfers.ts'
import { Locked, useApi, useClient } from '../../../app/index.ts'
import { Dialog, DialogForm, ErrorState, LoadingState, QueryState } from '../../../components/index.ts'
import { Obstacles } from '../obstacles.tsx'
import { MovableItems } from './movable-items.tsx'
import { useMigrationChanges } from './use-migration-changes.ts'

interface MigrationDialogProps {
  readonly offer: MigrationOffer
  readonly onClose: () => void
}

/** What the person brings along, what that changes, and from when the organization pays. */
export function MigrationDialog({ offer, onClose }: MigrationDialogProps) {
  const { t } = useTranslation('migrations')
  const [busy, setBusy] = useState(false)
  const movable = useQuery(useApi().migrations.movable.queryOptions())
  return (
    <Dialog opened busy={busy} tall onClose={onClose} size="lg" title={t('dialog', { org: offer.orgName })}>
      <QueryState query={movable} loading={<LoadingState lines={5} />}>
        {({ items, total }) => (
          <Choice offer={offer} items={items} total={total} onClose={onClose} busy={busy} setBusy={setBusy} />
        )}
      </QueryState>
    </Dialog>
  )
}

interface ChoiceProps extends MigrationDialogProps {
  readonly items: readonly MovedItem[]
  readonly total: number
  readonly busy: boolean
  readonly setBusy: (busy: boolean) => void
}

function Choice({ offer, items, total, onClose, busy, setBusy }: ChoiceProps) {
  const { t } = useTranslation('migrations')
  const { t: words } = useTranslation('words')
  const { t: transfers } = useTranslation('transfers')
  const { t: components } = useTranslation('components')
  const api = useApi()
  const client = useClient()
  const { accepted } = useMigrationChanges()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [visibility, setVisibility] = useState<'private' | 'organization'>('private')
  const [error, setError] = useState<unknown>(null)
  const taken = items.filter((i) => chosen.has(i.id))
  const choice = { offerId: offer.id, items: taken.map(({ kind, id }) => ({ kind, id })), visibility }
  const preview = useQuery({
    ...api.migrations.preview.queryOptions({ input: choice }),
    placeholderData: keepPreviousData,
    retry: false,
  })
  const blocked = preview.isError || (preview.data?.obstacles.length ?? 0) > 0
  const whyNot = blocked ? t('blocked') : preview.data === undefined ? components('bulk.checking') : null
  const accept = async (): Promise<void> => {
    setBusy(true)
    setError(null)
    try {
      await accepted(await client.migrations.accept(choice))
      onClose()
    } catch (caught) {
      setError(caught)
    } finally {
      setBusy(false)
    }
  }
  return (
    <DialogForm
      onSubmit={() => {
        if (whyNot === null && !busy) void accept()
      }}
      foot={
        <>
          <Button variant="default" disabled={busy} onClick={onClose}>
            {words('cancel')}
          </Button>
          <Locked reason={whyNot}>
            <Button type="submit" loading={busy}>
              {t('accept')}
            </Button>
          </Locked>
        </>
      }
    >
      <Text size="sm">{t('becomes', { roles: offer.roles.join(', ') })}</Text>
      <MovableItems items={items} total={total} chosen={chosen} onChange={setChosen} />
      {taken.length > 0 && (
        <Radio.Group
          label={transfers('visibility')}
          value={visibility}
          onChange={(next) => setVisibility(next === 'organization' ? next : 'private')}
        >
          <Group mt={6} gap="lg">
            <Radio value="private" label={transfers('private')} />
            <Radio value="organization" label={transfers('organization')} />
          </Group>
        </Radio.Group>
      )}
      <QueryState query={preview} loading={<LoadingState lines={4} />}>
        {(data) => <Changes offer={offer} preview={data} moves={taken.length} />}
      </QueryState>
      {error !== null && <ErrorState error={error} />}
    </DialogForm>
  )
}

interface ChangesProps {
  readonly offer: MigrationOffer
  readonly preview: MigrationPreview
  readonly moves: number
}

function Changes({ offer, preview, moves }: ChangesProps) {
  const { t } = useTranslation('migrations')
  const org = offer.orgName
  const { stays, obstacles } = preview
  return (
    <>
      <Obstacles of={obstacles} />
      <Alert color="orange" icon={<IconAlertTriangle />} title={t('changes')}>
        <List size="sm" spacing={2}>
          <List.Item>
            {moves === 0 ? t('belongs_zero', { org }) : t('belongs', { count: moves, org })}
          </List.Item>
          {stays > 0 && <List.Item>{t('stays', { count: stays })}</List.Item>}
          <List.Item>{t('paid', { org })}</List.Item>
          <List.Item>{t('days')}</List.Item>
        </List>
      </Alert>
    </>
  )
}
