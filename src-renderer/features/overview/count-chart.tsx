import { BarChart } from '@mantine/charts'
import { VisuallyHidden } from '@mantine/core'
import { useReducedMotion } from '@mantine/hooks'
import { useTranslation } from 'react-i18next'

interface CountChartProps {
  /** What a bar counts. */
  readonly name: string
  readonly data: readonly { readonly label: string; readonly count: number }[]
  /** Pixels. */
  readonly height: number
}

/** Counts over time, a bar each; the same as a list for screen readers. */
export function CountChart({ name, data, height }: CountChartProps) {
  const { i18n } = useTranslation()
  const still = useReducedMotion()
  // 15,000 would not fit beside the bars; 15K does.
  const short = new Intl.NumberFormat(i18n.language, { notation: 'compact' })
  return (
    <>
      <BarChart
        aria-hidden
        // The uppermost number is as high as its line, not pushed below it.
        barChartProps={{ accessibilityLayer: false, margin: { top: 10 } }}
        h={height}
        data={[...data]}
        dataKey="label"
        series={[{ name: 'count', label: name, color: 'harbor.6' }]}
        tickLine="none"
        gridAxis="x"
        barProps={{ isAnimationActive: !still, radius: [3, 3, 0, 0], maxBarSize: 36 }}
        yAxisProps={{ allowDecimals: false, width: 36, tickFormatter: (n: number) => short.format(n) }}
        valueFormatter={(n) => n.toLocaleString(i18n.language)}
      />
      <VisuallyHidden>
        <ul>
          {data.map(({ label, count }) => (
            <li key={label}>
              {label}: {count}
            </li>
          ))}
        </ul>
      </VisuallyHidden>
    </>
  )
}
