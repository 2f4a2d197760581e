import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { DomainConflict } from '../../../src-preload/contract/domains.ts'
import { CellName, type Column, Time } from '../../components/index.ts'

/** When the newest of the others was proved: since then there has been something to rule. */
const newestProof = ({ claimants }: DomainConflict): string =>
  claimants.map((c) => c.provedAt).sort((a, b) => b.localeCompare(a))[0] ?? ''

/** The columns of the contested domains. */
export function useConflictColumns(): readonly Column<DomainConflict>[] {
  const { t } = useTranslation('domains')
  return useMemo<readonly Column<DomainConflict>[]>(
    () => [
      {
        id: 'domain',
        header: t('column.domain'),
        width: 220,
        grow: 1.2,
        text: (c) => c.unicode,
        cell: (c) => <CellName full={c.domain}>{c.unicode}</CellName>,
      },
      {
        id: 'owner',
        header: t('conflicts.heldBy'),
        width: 180,
        text: (c) => c.owner.name,
        cell: (c) => c.owner.name,
      },
      {
        id: 'since',
        header: t('conflicts.heldSince'),
        width: 180,
        text: (c) => c.owner.since,
        cell: (c) => <Time at={c.owner.since} />,
      },
      {
        id: 'claimants',
        header: t('conflicts.provedBy'),
        width: 220,
        grow: 1.4,
        text: (c) => c.claimants.map((x) => x.name).join('; '),
        cell: (c) => c.claimants.map((x) => x.name).join(', '),
      },
      {
        id: 'proof',
        header: t('conflicts.proof'),
        width: 180,
        text: newestProof,
        cell: (c) => <Time at={newestProof(c)} />,
      },
    ],
    [t],
  )
}
