import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Overview } from '../../../src-preload/contract/organizations.ts'
import { CountChart } from './count-chart.tsx'
import { OverviewCard } from './overview-card.tsx'

/** `2026-03` as the language shortens it. */
function monthIn(locale: string, month: string): string {
  const [year = 1970, number = 1] = month.split('-').map(Number)
  const options = { month: 'short', year: '2-digit', timeZone: 'UTC' } as const
  return new Intl.DateTimeFormat(locale, options).format(Date.UTC(year, number - 1))
}

/** Members joined, a bar a month. */
export function JoinedCard({ joined }: { readonly joined: Overview['joined'] }) {
  const { t, i18n } = useTranslation('overview')
  const total = joined.reduce((sum, m) => sum + m.count, 0)
  const data = joined.map((m) => ({ label: monthIn(i18n.language, m.month), count: m.count }))
  return (
    <OverviewCard title={t('joined')} text={t('joinedText', { months: joined.length, total })}>
      {total === 0 ? (
        <Text size="sm" c="dimmed">
          {t('joinedNone')}
        </Text>
      ) : (
        <CountChart name={t('joined')} data={data} height={190} />
      )}
    </OverviewCard>
  )
}
