import { Button, Group, Stack } from '@mantine/core'
import { skipToken, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ResourceKind } from '../../../src-preload/contract/access.ts'
import { Locked, useApi, useClient } from '../../app/index.ts'
import { BulkPreview, ErrorState, Modal, useSaving, useUndo, useWhyNotYet } from '../../components/index.ts'
import { VisibilityFields, type VisibilityValue } from './visibility-fields.tsx'

export interface BulkDialogProps {
  readonly items: readonly { readonly kind: ResourceKind; readonly id: string }[]
  readonly onClose: () => void
  readonly onDone: () => void
}

/** Who sees several resources, after a preview of which ones change; it can be taken back. */
export function BulkVisibility({ items, onClose, onDone }: BulkDialogProps) {
  const { t } = useTranslation('resources')
  const { t: words } = useTranslation('words')
  const api = useApi()
  const client = useClient()
  const queries = useQueryClient()
  const [sight, setSight] = useState<VisibilityValue>({ visibility: 'organization', teamIds: [] })
  const renew = () => queries.invalidateQueries({ queryKey: api.resources.key() })
  const offer = useUndo(renew)
  const saving = useSaving(renew)
  const chosen = sight.visibility !== 'teams' || sight.teamIds.length > 0
  const change = { kind: 'visibility' as const, ...sight }
  const preview = useQuery(
    api.resources.bulkPreview.queryOptions({
      input: chosen ? { items: [...items], change } : skipToken,
      staleTime: 0,
      retry: false,
    }),
  )
  const whyNot = useWhyNotYet()(chosen, preview)
  const save = async (): Promise<void> => {
    const went = await saving.run(async () => {
      const { changed, before } = await client.resources.setVisibilityOfMany({ items: [...items], ...sight })
      offer(t('bulk.seen', { count: changed }), async () => {
        // Each group was seen by others before.
        for (const group of before) await client.resources.setVisibilityOfMany(group)
      })
      await renew()
    })
    if (!went) return
    onDone()
    onClose()
  }
  return (
    <Modal opened onClose={onClose} size="lg" title={t('bulk.visibilityTitle', { count: items.length })}>
      <Stack gap="md">
        <VisibilityFields value={sight} onChange={setSight} />
        <BulkPreview dangerous={sight.visibility !== 'organization'} chosen={chosen} query={preview} />
        {saving.error !== null && <ErrorState error={saving.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {words('cancel')}
          </Button>
          <Locked reason={whyNot}>
            <Button loading={saving.busy} onClick={() => void save()}>
              {t('setVisibility')}
            </Button>
          </Locked>
        </Group>
      </Stack>
    </Modal>
  )
}
