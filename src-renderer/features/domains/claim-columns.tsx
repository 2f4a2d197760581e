import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { DomainClaim } from '../../../src-preload/contract/domains.ts'
import { CellName, type Column, NumberText, Time } from '../../components/index.ts'
import { ClaimBadge, NextStep } from './claim-state.tsx'

/** The columns of Domains. */
export function useClaimColumns(): readonly Column<DomainClaim>[] {
  const { t } = useTranslation('domains')
  return useMemo<readonly Column<DomainClaim>[]>(
    () => [
      {
        id: 'domain',
        header: t('column.domain'),
        width: 200,
        grow: 1.2,
        text: (claim) => claim.unicode,
        cell: (claim) => <CellName full={claim.domain}>{claim.unicode}</CellName>,
      },
      {
        id: 'state',
        header: t('column.state'),
        width: 104,
        grow: 0.4,
        text: (claim) => t(`state.${claim.state}`),
        cell: (claim) => <ClaimBadge claim={claim} />,
      },
      {
        id: 'next',
        header: t('column.next'),
        width: 210,
        grow: 2,
        text: (claim) => t(`next.${claim.state}`),
        cell: (claim) => <NextStep claim={claim} />,
      },
      {
        id: 'asked',
        header: t('column.asked'),
        width: 185,
        grow: 0.6,
        text: (claim) => claim.lastCheck?.at ?? '',
        cell: (claim) => (claim.lastCheck ? <Time at={claim.lastCheck.at} /> : t('never')),
      },
      {
        id: 'subdomains',
        header: t('column.subdomains'),
        width: 96,
        grow: 0.3,
        text: (claim) => (claim.includeSubdomains ? t('yes') : t('no')),
        cell: (claim) => (claim.includeSubdomains ? t('yes') : t('no')),
      },
      {
        id: 'members',
        header: t('column.members'),
        width: 84,
        grow: 0.3,
        align: 'right',
        text: (claim) => claim.members,
        cell: (claim) => <NumberText value={claim.members} />,
      },
    ],
    [t],
  )
}
