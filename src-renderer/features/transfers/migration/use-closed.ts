import { useTranslation } from 'react-i18next'
import type { MigrationOffer } from '../../../../src-preload/contract/migrations.ts'
import { englishOr } from '../../../text/problem-words.ts'

/** Why an offer cannot be accepted now, in the language of the window; null where it can. */
export function useClosed(): (offer: MigrationOffer) => string | null {
  const { t } = useTranslation('migrations')
  return ({ closed, domain, orgName: org }) =>
    closed === ''
      ? null
      : englishOr(closed, () => t(domain === '' ? 'closed.domain' : 'closed.state', { org }))
}
