import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { MigrationOffer } from '../../../../src-preload/contract/migrations.ts'
import { useClient } from '../../../app/index.ts'
import { tell, useUndo } from '../../../components/index.ts'

/** What is told after moving in, with the way back; contexts and offers are read again. */
export function useMigrationChanges() {
  const { t } = useTranslation('migrations')
  const client = useClient()
  const queries = useQueryClient()
  const renew = () => queries.invalidateQueries()
  const offer = useUndo(renew)
  return {
    renew,
    accepted: async ({ id, orgName }: MigrationOffer): Promise<void> => {
      offer(t('accepted', { org: orgName }), async () => {
        const { left } = await client.migrations.undo({ offerId: id })
        if (left.length > 0) tell(t('leftThere', { org: orgName, names: left.map((l) => l.name).join(', ') }))
      })
      await renew()
    },
  }
}
