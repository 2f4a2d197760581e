import { Text } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useApi, useClient, useHere } from '../../app/index.ts'
import { BulkPreview, ConfirmDanger, tell } from '../../components/index.ts'
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
    <ConfirmDanger
      onClose={onClose}
      plan={{
        title: t('bulk.deleteTitle', { count: items.length }),
        affects: [
          <BulkPreview key="preview" dangerous chosen query={preview}>
            {preview.data !== undefined && preview.data.shares > 0 && (
              <Text size="xs" mt={4}>
                {t('deleteShares', { count: preview.data.shares })}
              </Text>
            )}
          </BulkPreview>,
        ],
        confirm: t('bulk.delete'),
        reason: 'required',
        typedName: context.name,
        run: async (reason) => {
          const { changed } = await client.resources.deleteMany({ items: [...items], reason })
          tell(t('bulk.deleted', { count: changed }))
          onDone()
          await queries.invalidateQueries({ queryKey: api.resources.key() })
          await queries.invalidateQueries({ queryKey: api.organizations.key() })
        },
      }}
    />
  )
}
