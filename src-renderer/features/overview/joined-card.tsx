import { BarChart } from '@mantine/charts'
import { Text, VisuallyHidden } from '@mantine/core'
import { useReducedMotion } from '@mantine/hooks'
import { useTranslation } from 'react-i18next'
import type { Overview } from '../../../src-preload/contract/organizations.ts'
import { OverviewCard } from './overview-card.tsx'

/** `2026-03` as the language shortens it. */
function monthIn(locale: string, month: string): string {
  const [year = 1970, number = 1] = month.split('-').map(Number)
  const options = { month: 'short', year: '2-digit', timeZone: 'UTC' } as const
  return new Intl.DateTimeFormat(locale, options).format(Date.UTC(year, number - 1))
}

/** Members joined, a bar a month; the same as a list for screen readers. */
export function JoinedCard({ joined }: { readonly joined: Overview['joined'] }) {
  const { t, i18n } = useTranslation('overview')
  const still = useReducedMotion()
  // 15,000 would not fit beside the bars; 15K does.
  const short = new Intl.NumberFormat(i18n.language, { notation: 'compact' })
  const total = joined.reduce((sum, m) => sum + m.count, 0)
  const data = joined.map((m) => ({ month: monthIn(i18n.language, m.month), count: m.count }))
  return (
    <OverviewCard title={t('joined')} text={t('joinedText', { months: joined.length, total })}>
      {total === 0 ? (
        <Text size="sm" c="dimmed">
          {t('joinedNone')}
        </Text>
      ) : (
        <>
          <BarChart
            aria-hidden
            barChartProps={{ accessibilityLayer: false }}
            h={190}
            data={data}
            dataKey="month"
            series={[{ name: 'count', label: t('joined'), color: 'harbor.6' }]}
            tickLine="none"
            gridAxis="x"
            barProps={{ isAnimationActive: !still, radius: [3, 3, 0, 0], maxBarSize: 36 }}
            yAxisProps={{ allowDecimals: false, width: 36, tickFormatter: (n: number) => short.format(n) }}
            valueFormatter={(n) => n.toLocaleString(i18n.language)}
          />
          <VisuallyHidden>
            <ul>
              {data.map((m) => (
                <li key={m.month}>
                  {m.month}: {m.count}
                </li>
              ))}
            </ul>
          </VisuallyHidden>
        </>
      )}
    </OverviewCard>
  )
}
