import { Badge } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ClaimState, DomainClaim } from '../../../src-preload/contract/domains.ts'
import { Countdown } from '../../components/index.ts'

const COLOR: { readonly [S in ClaimState]: string } = {
  pending: 'blue',
  verified: 'teal',
  failing: 'orange',
  lapsed: 'red',
  conflicted: 'grape',
  released: 'gray',
  refused: 'gray',
  expired: 'gray',
}

/** A claim's state as a word on its colour; the word alone says it too. */
export function ClaimBadge({ claim }: { readonly claim: Pick<DomainClaim, 'state' | 'conflict'> }) {
  const { t } = useTranslation('domains')
  // Whoever has a domain that another organization proved too is to see it at a glance.
  if (claim.conflict?.part === 'owner') return <Badge color="grape">{t('contested')}</Badge>
  return <Badge color={COLOR[claim.state]}>{t(`state.${claim.state}`)}</Badge>
}

/** When what runs out runs out: the time to prove, or the grace period. Null where nothing does. */
export const deadlineOf = (claim: DomainClaim): string | null =>
  claim.state === 'failing' ? claim.graceUntil : claim.state === 'verified' ? null : claim.expiresAt

/** What to do next, in a few words, with the time that is left. */
export function NextStep({ claim }: { readonly claim: DomainClaim }) {
  const { t } = useTranslation('domains')
  const until = deadlineOf(claim)
  return (
    <span>
      {claim.conflict?.part === 'owner' ? t('next.contested') : t(`next.${claim.state}`)}
      {until !== null && (
        <>
          {' '}
          <Countdown to={until} />
        </>
      )}
    </span>
  )
}
