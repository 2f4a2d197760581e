import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { MigrationCandidates } from '../../../../src-preload/contract/migrations.ts'
import { useApi, useClient } from '../../../app/index.ts'
import { tell, useTellProblem } from '../../../components/index.ts'
import { useJobs } from '../../../state/index.ts'

/** Accounts that one call looks at. */
export const AT_ONCE = 500

/** The long work of offering it to people of this claim's domain. */
export const jobOf = (claimId: string): string => `offer ${claimId}`

/**
 * Offers everybody of a domain to move in, some hundred accounts a call. What does not end with the first call goes on
 * when the page is left, shows in the header how far it is, and can be stopped there; what was offered stays.
 */
export function useOffering() {
  const { t } = useTranslation('migrations')
  const api = useApi()
  const client = useClient()
  const queries = useQueryClient()
  const tellProblem = useTellProblem()
  const { put, drop } = useJobs()
  const over = async (count: number): Promise<void> => {
    tell(t('offered', { count }))
    await queries.invalidateQueries({ queryKey: api.migrations.key() })
  }

  const goOn = async (
    { claimId, unicode }: MigrationCandidates,
    accounts: number,
    first: { readonly offered: number; readonly looked: number; readonly next: string },
  ): Promise<void> => {
    const abort = new AbortController()
    const id = jobOf(claimId)
    let { offered, looked } = first
    try {
      for (let cursor: string | null = first.next; cursor !== null && !abort.signal.aborted; ) {
        const label = t('offering', { domain: unicode })
        put({ id, label, done: looked, total: accounts, local: true, cancel: () => abort.abort() })
        const more = await client.migrations.offer({ claimId, limit: AT_ONCE, cursor })
        offered += more.offered
        looked += more.looked
        cursor = more.next
      }
      await over(offered)
    } catch (error) {
      tellProblem(error)
    } finally {
      drop(id)
    }
  }

  /** `accounts`: how many there are to be looked at. Rejects with what the first call was refused for. */
  return async (candidates: MigrationCandidates, accounts: number): Promise<void> => {
    const { offered, looked, next } = await client.migrations.offer({
      claimId: candidates.claimId,
      limit: AT_ONCE,
    })
    if (next === null) await over(offered)
    else void goOn(candidates, accounts, { offered, looked, next })
  }
}
