import { Anchor, SimpleGrid, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Overview } from '../../../src-preload/contract/organizations.ts'
import { NumberText } from '../../components/index.ts'
import { OverviewCard } from './overview-card.tsx'

/** People, teams and roles as numbers that lead to those that were counted. */
export function CountsCard({ overview }: { readonly overview: Overview }) {
  const { t, i18n } = useTranslation('overview')
  const counts = [
    {
      label: t('active'),
      value: overview.members.active,
      to: '/people/{-$part}',
      search: { state: 'active' },
    },
    {
      label: t('suspendedMembers'),
      value: overview.members.suspended,
      to: '/people/{-$part}',
      search: { state: 'suspended' },
    },
    {
      label: t('invited'),
      value: overview.members.invited,
      to: '/people/{-$part}',
      search: { state: 'invited' },
    },
    { label: t('teams'), value: overview.teams, to: '/teams/{-$part}', search: {} },
    { label: t('customRoles'), value: overview.customRoles, to: '/roles/{-$part}', search: {} },
  ] as const
  return (
    <OverviewCard title={t('people')}>
      <SimpleGrid cols={2} spacing="lg" verticalSpacing="lg">
        {counts.map(({ label, value, to, search }) => (
          <div key={label}>
            <Anchor
              renderRoot={(props) => <Link {...props} to={to} search={search} />}
              aria-label={`${value.toLocaleString(i18n.language)} ${label}`}
              fz={26}
              fw={600}
              lh={1.1}
              c="var(--mantine-color-text)"
            >
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
