import { useTranslation } from 'react-i18next'
import type { Member } from '../../../src-preload/contract/members.ts'
import { useClient } from '../../app/connection.tsx'
import { tell, useUndo } from '../../components/index.ts'
import { type BulkChange, inverseOf } from './bulk-change.ts'
import { useRefreshPeople } from './use-member-changes.ts'

/**
 * Applies a change to several members, all or none, and offers to take it back where one change can.
 * Rejects with the console's error.
 */
export function useBulk(): (members: readonly Member[], change: BulkChange, reason: string) => Promise<void> {
  const client = useClient()
  const { t } = useTranslation('people')
  const { t: words } = useTranslation('words')
  const refresh = useRefreshPeople()
  const offer = useUndo(refresh)
  return async (members, change, reason) => {
    const ids = members.map((m) => m.id)
    const send = (what: BulkChange, why: string) =>
      client.members.bulk({
        ids: [...ids],
        change: what.kind === 'setRoles' ? { kind: what.kind, roleIds: [...what.roleIds] } : what,
        reason: why,
      })
    try {
      const { changed } = await send(change, reason)
      const message = t('bulk.done', { count: changed })
      const inverse = inverseOf(change)
      if (inverse === null) tell(message)
      else offer(message, () => send(inverse, `${words('undo')}: ${reason}`.slice(0, 500)))
    } finally {
      await refresh()
    }
  }
}
