import { Anchor, SimpleGrid, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Overview } from '../../../src-preload/contract/organizations.ts'
import { NumberText } from '../../components/index.ts'
import { OverviewCard } from './overview-card.tsx'

/** People, teams and roles as numbers that lead to their pages. */
export function CountsCard({ overview }: { readonly overview: Overview }) {
  const { t } = useTranslation('overview')
  const counts = [
    { label: t('active'), value: overview.members.active, to: '/people/{-$part}' },
    { label: t('suspendedMembers'), value: overview.members.suspended, to: '/people/{-$part}' },
    { label: t('invited'), value: overview.members.invited, to: '/people/{-$part}' },
    { label: t('teams'), value: overview.teams, to: '/teams/{-$part}' },
    { label: t('customRoles'), value: overview.customRoles, to: '/roles/{-$part}' },
  ] as const
  return (
    <OverviewCard title={t('people')}>
      <SimpleGrid cols={2} spacing="lg" verticalSpacing="lg">
        {counts.map(({ label, value, to }) => (
          <div key={label}>
            <Anchor component={Link} to={to} fz={26} fw={600} lh={1.1} c="var(--mantine-color-text)">
              <NumberText value={value} />
            </Anchor>
            <Text size="xs" c="dimmed">
              {label}
            </Text>
          </div>
        ))}
      </SimpleGrid>
    </OverviewCard>
  )
}
