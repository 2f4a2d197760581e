import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DomainConflict } from '../../../src-preload/contract/domains.ts'
import { useBridge } from '../../app/index.ts'
import { DataTable, EmptyState, type LoadPage } from '../../components/index.ts'
import { useConflictColumns } from './conflict-columns.tsx'
import { ConflictDrawer } from './conflict-drawer.tsx'

const idOf = (conflict: DomainConflict): string => conflict.id

/** For the operators: domains that several organizations have proved, and the ruling on each. */
export function Conflicts() {
  const { t } = useTranslation('domains')
  const { api, client } = useBridge()
  const [open, setOpen] = useState<DomainConflict | null>(null)
  const loadPage = useCallback<LoadPage<DomainConflict>>(
    ({ sort: _, ...request }, signal) => client.domainConflicts.list(request, { signal }),
    [client],
  )
  return (
    <>
      <DataTable
        id="conflicts"
        label={t('conflicts.title')}
        queryKey={[...api.domainConflicts.list.key()]}
        loadPage={loadPage}
        columns={useConflictColumns()}
        rowId={idOf}
        onOpen={setOpen}
        empty={<EmptyState title={t('conflicts.none')} text={t('conflicts.noneText')} />}
      />
      <ConflictDrawer conflict={open} onClose={() => setOpen(null)} />
    </>
  )
}
