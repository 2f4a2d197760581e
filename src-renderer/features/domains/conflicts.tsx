import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DomainConflict } from '../../../src-preload/contract/domains.ts'
import { useBridge } from '../../app/connection.tsx'
import { DataTable, EmptyState, type LoadPage } from '../../components/index.ts'
import { useConflictColumns } from './conflict-columns.tsx'
import { ConflictDrawer } from './conflict-drawer.tsx'

/** The owners of domains are nobody's records, so no signal tells the operators of them: the list is asked again. */
const ASK_EVERY_MS = 15_000
const idOf = (conflict: DomainConflict): string => conflict.id

/** For the operators: domains that several organizations have proved, and the ruling on each. */
export function Conflicts() {
  const { t } = useTranslation('domains')
  const { api, client } = useBridge()
  const queries = useQueryClient()
  const [open, setOpen] = useState<DomainConflict | null>(null)
  const loadPage = useCallback<LoadPage<DomainConflict>>(
    ({ cursor, limit }, signal) => client.domainConflicts.list({ cursor, limit }, { signal }),
    [client],
  )
  useEffect(() => {
    const again = setInterval(
      () => void queries.invalidateQueries({ queryKey: api.domainConflicts.key() }),
      ASK_EVERY_MS,
    )
    return () => clearInterval(again)
  }, [queries, api])
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
