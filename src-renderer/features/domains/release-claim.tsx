import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  type DomainClaimDetail,
  ENROLLING_STATES,
  FRESH_HOURS,
} from '../../../src-preload/contract/domains.ts'
import { HOUR_MS } from '../../../src-preload/contract/durations.ts'
import { Guarded, useClient } from '../../app/index.ts'
import { ConfirmDanger, type DangerPlan, tell } from '../../components/index.ts'

const FRESH_MS = FRESH_HOURS * HOUR_MS

/** Gives a claim up. Who enrolls where from then on is said first, and the domain is to be typed where that changes. */
export function ReleaseClaim({ claim }: { readonly claim: DomainClaimDetail }) {
  const { t } = useTranslation('domains')
  const { t: approvals } = useTranslation('approvals')
  const client = useClient()
  const affects = useAffects()
  const [plan, setPlan] = useState<DangerPlan | null>(null)
  const { id, version, unicode: domain, state } = claim
  const counts = ENROLLING_STATES.includes(state) || claim.conflict !== null
  const ask = (): void =>
    setPlan({
      title: t('release.title', { domain }),
      affects: affects(claim),
      confirm: t('release.confirm'),
      reason: 'required',
      ...(counts ? { typedName: domain } : { final: true }),
      run: async (reason) => {
        const { outcome } = await client.domains.release({ id, version, reason })
        tell(outcome === 'waiting' ? approvals('waitsToast') : t('release.done', { domain }))
      },
    })
  return (
    <>
      <Guarded type="domain" operation="delete">
        <Button size="xs" variant="default" flex="none" onClick={ask}>
          {t('release.button')}
        </Button>
      </Guarded>
      <ConfirmDanger plan={plan} onClose={() => setPlan(null)} />
    </>
  )
}

/** The blast radius of giving a claim up, line by line. */
function useAffects(): (claim: DomainClaimDetail) => readonly string[] {
  const { t } = useTranslation('domains')
  return ({ unicode: domain, state, members, conflict, includeSubdomains }) => {
    const enrolls = ENROLLING_STATES.includes(state)
    // Only a proof of the last day takes over at once (docs/decisions); an older one has to be found again.
    const fresh = conflict?.otherProofs.some((at) => Date.now() - Date.parse(at) < FRESH_MS) === true
    const heir = conflict?.part === 'owner' ? (fresh ? 'goesOver' : 'goesOverLater') : null
    return [
      ...(enrolls ? [t(includeSubdomains ? 'release.stopsBelow' : 'release.stops', { domain })] : []),
      ...(heir === null ? [] : [t(`release.${heir}`, { domain })]),
      ...(conflict?.part === 'claimant' ? [t('release.otherKeeps')] : []),
      t('release.members', { count: members }),
      t('release.again'),
    ]
  }
}
