import { skipToken, type UseQueryResult, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Member } from '../../../src-preload/contract/members.ts'
import type { BulkPreview } from '../../../src-preload/contract/shared.ts'
import { useApi, useClient } from '../../app/index.ts'
import { useUndo } from '../../components/index.ts'
import { type BulkChange, inputOf, inverseOf } from './bulk-change.ts'
import { useRefreshPeople } from './use-member-changes.ts'

/** Asks the console, by its guard rails; nothing is asked until the change is chosen. */
export function useBulkPreview(
  members: readonly Member[],
  change: BulkChange | null,
): UseQueryResult<BulkPreview> {
  const input = change === null ? skipToken : { ids: members.map((m) => m.id), change: inputOf(change) }
  return useQuery(useApi().members.bulkPreview.queryOptions({ input, staleTime: 0, retry: false }))
}

/**
 * Applies a change to several members, all or none, and offers to take it back. Rejects with the console's error.
 */
export function useBulk(): (members: readonly Member[], change: BulkChange, reason: string) => Promise<void> {
  const client = useClient()
  const { t } = useTranslation('people')
  const { t: words } = useTranslation('words')
  const refresh = useRefreshPeople()
  const offer = useUndo(refresh)
  return async (members, change, reason) => {
    const send = (ids: readonly string[], what: BulkChange, why: string) =>
      client.members.bulk({ ids: [...ids], change: inputOf(what), reason: why })
    try {
      const { changed, changedIds, before } = await send(
        members.map((m) => m.id),
        change,
        reason,
      )
      const why = `${words('undo')}: ${reason}`.slice(0, 500)
      offer(t('bulk.done', { count: changed }), async () => {
        const inverse = inverseOf(change)
        if (inverse !== null) return send(changedIds, inverse, why)
        // Each group had roles of its own.
        for (const { ids, roleIds } of before) await send(ids, { kind: 'setRoles', roleIds }, why)
        return undefined
      })
    } finally {
      await refresh()
    }
  }
}
