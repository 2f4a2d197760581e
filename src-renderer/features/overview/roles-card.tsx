import { useTranslation } from 'react-i18next'
import type { Overview } from '../../../src-preload/contract/organizations.ts'
import { useRoleName } from '../../app/index.ts'
import { Bars } from './bars.tsx'
import { OverviewCard } from './overview-card.tsx'

/** Rows that fit beside the other cards; the rest is on the Roles page. */
const MOST = 7

export function RolesCard({ roles }: { readonly roles: Overview['membersByRole'] }) {
  const { t } = useTranslation('overview')
  const { t: shell } = useTranslation('shell')
  const nameOf = useRoleName()
  const rows = [...roles].sort((a, b) => b.count - a.count).slice(0, MOST)
  return (
    <OverviewCard
      title={t('byRole')}
      text={t('byRoleText')}
      to="/roles/{-$part}"
      toLabel={shell('subject.roles')}
    >
      <Bars
        rows={rows.map((r) => ({
          id: r.roleId,
          label: nameOf({ id: r.roleId, name: r.name }),
          count: r.count,
        }))}
      />
    </OverviewCard>
  )
}
