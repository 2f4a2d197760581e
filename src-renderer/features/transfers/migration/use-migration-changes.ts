import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { MigrationOffer } from '../../../../src-preload/contract/migrations.ts'
import { useApi, useClient, useHere, useSwitch } from '../../../app/index.ts'
import { tell, useTellProblem, useUndo } from '../../../components/index.ts'

/** What is told after moving in, with the way back; contexts and offers are read again. */
export function useMigrationChanges() {
  const { t } = useTranslation('migrations')
  const { context } = useHere()
  const api = useApi()
  const client = useClient()
  const queries = useQueryClient()
  const tellProblem = useTellProblem()
  const { enter } = useSwitch()
  const renew = () => queries.invalidateQueries()
  const offer = useUndo(renew)

  const undo = async ({ id, orgName }: MigrationOffer): Promise<number> => {
    const { back, left } = await client.migrations.undo({ offerId: id })
    if (left.length > 0) tell(t('leftThere', { org: orgName, names: left.map((l) => l.name).join(', ') }))
    return back
  }
  /** Where the things return to; only asked for where the person has to go there first. */
  const home = async () =>
    (await queries.fetchQuery(api.session.contexts.queryOptions())).find((c) => c.kind === 'personal')

  return {
    renew,
    accepted: async (accepted: MigrationOffer): Promise<void> => {
      offer(t('accepted', { org: accepted.orgName }), () => undo(accepted))
      await renew()
    },
    /** Rejects with the console's error, unless the page that asked is left by then: there it is told as it is. */
    takeBack: async (taken: MigrationOffer): Promise<void> => {
      const here = context.orgId === taken.orgId
      // Whoever works there is nowhere afterwards, and would be told nothing: they go home first.
      const own = here ? await home() : undefined
      if (own) await enter(own.orgId, own.name)
      try {
        tell(t('undone', { count: await undo(taken) }))
        await renew()
      } catch (error) {
        if (!own) throw error
        tellProblem(error)
      }
    },
  }
}
