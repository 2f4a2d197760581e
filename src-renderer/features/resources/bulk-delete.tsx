import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useApi, useClient, useHere } from '../../app/index.ts'
import { ConfirmMany, tell } from '../../components/index.ts'
import type { BulkDialogProps } from './bulk-visibility.tsx'

/** Deletes several resources: what goes with them first, then the reason, then the organization's name. */
export function BulkDelete({ items, onClose, onDone }: BulkDialogProps) {
  const { t } = useTranslation('resources')
  const api = useApi()
  const client = useClient()
  const queries = useQueryClient()
  const { context } = useHere()
  const preview = useQuery(
    api.resources.bulkPreview.queryOptions({
      input: { items: [...items], change: { kind: 'delete' } },
      staleTime: 0,
      retry: false,
    }),
  )
  return (
    <ConfirmMany
      preview={preview}
      dangerous
      lines={({ shares }) => (shares === 0 ? [] : [t('deleteShares', { count: shares })])}
      onClose={onClose}
      title={t('bulk.deleteTitle', { count: items.length })}
      confirm={t('bulk.delete')}
      reason="required"
      typedName={context.name}
      run={async (reason) => {
        const { changed } = await client.resources.deleteMany({ items: [...items], reason })
        tell(t('bulk.deleted', { count: changed }))
        onDone()
        await queries.invalidateQueries({ queryKey: api.resources.key() })
        await queries.invalidateQueries({ queryKey: api.organizations.key() })
      }}
    />
  )
}
