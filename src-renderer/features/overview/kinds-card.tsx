import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Overview } from '../../../src-preload/contract/organizations.ts'
import { Bars } from './bars.tsx'
import { OverviewCard } from './overview-card.tsx'

export function KindsCard({ kinds }: { readonly kinds: Overview['resources'] }) {
  const { t } = useTranslation('overview')
  const { t: words } = useTranslation('words')
  const { t: shell } = useTranslation('shell')
  const none = kinds.every((k) => k.count === 0)
  return (
    <OverviewCard title={t('byKind')} to="/resources/{-$part}" toLabel={shell('subject.resources')}>
      {none ? (
        <Text size="sm" c="dimmed">
          {t('noResources')}
        </Text>
      ) : (
        <Bars rows={kinds.map((k) => ({ id: k.kind, label: words(`type.${k.kind}`), count: k.count }))} />
      )}
    </OverviewCard>
  )
}
