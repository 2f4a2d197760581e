import { useComputedColorScheme, useMantineTheme } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import { EXCHANGES } from '../../../../src-preload/contract/event-types/index.ts'
import { useHere } from '../../../app/index.ts'
import classes from '../events.module.css'
import { EXCHANGE_COLOR } from '../exchange-badge.tsx'
import { CHART_SECONDS, type EventBuffer, type Second } from './event-buffer.ts'
import { useBuffer } from './use-monitor.ts'

const HEIGHT = 92

/** The last two minutes up to the newest second; a second that nobody counted is a gap. */
function dataOf(seconds: readonly Second[]): uPlot.AlignedData {
  const end = seconds.at(-1)?.at ?? Math.floor(Date.now() / 1000)
  const by = new Map(seconds.map((s) => [s.at, s.counts]))
  const times = Array.from({ length: CHART_SECONDS }, (_, i) => end - CHART_SECONDS + 1 + i)
  return [times, ...EXCHANGES.map((_, place) => times.map((at) => by.get(at)?.[place] ?? null))]
}

/** Events per second of each exchange. The legend says the same in words and numbers. */
export function RateChart({ buffer }: { readonly buffer: EventBuffer }) {
  const { t, i18n } = useTranslation('events')
  const { context } = useHere()
  const { colors } = useMantineTheme()
  const dark = useComputedColorScheme('light') === 'dark'
  const element = useRef<HTMLDivElement>(null)
  const plot = useRef<uPlot | null>(null)
  const seconds = useBuffer(buffer, (b) => b.seconds)
  const drawn = useRef(seconds)
  drawn.current = seconds
  const now = seconds.at(-1)?.counts ?? []

  useEffect(() => {
    const box = element.current
    if (box === null) return
    const axis = {
      stroke: dark ? colors.dark[1] : colors.gray[7],
      font: '11px system-ui, sans-serif',
      grid: { stroke: dark ? colors.dark[6] : colors.gray[3], width: 1 },
      ticks: { show: false },
    }
    const made = new uPlot(
      {
        width: Math.max(100, box.clientWidth),
        height: HEIGHT,
        legend: { show: false },
        cursor: { show: false },
        padding: [6, 28, 0, 0],
        tzDate: (at) => uPlot.tzDate(new Date(at * 1000), context.timeZone),
        scales: {
          y: { range: (_plot, _least, most) => [0, Math.max(4, 2 * Math.ceil((most ?? 0) * 0.55))] },
        },
        axes: [
          { ...axis, size: 22, grid: { show: false }, values: clockValues(i18n.language, context.timeZone) },
          {
            ...axis,
            size: 44,
            splits: (_plot, _axis, least, most) => [least, most / 2, most].map(Math.round),
          },
        ],
        series: [
          {},
          ...EXCHANGES.map((exchange) => ({
            stroke: colors[EXCHANGE_COLOR[exchange]]?.[dark ? 4 : 7] ?? '',
            width: 1.5,
            points: { show: false },
          })),
        ],
      },
      dataOf(drawn.current),
      box,
    )
    plot.current = made
    const observer = new ResizeObserver(() =>
      made.setSize({ width: Math.max(100, box.clientWidth), height: HEIGHT }),
    )
    observer.observe(box)
    return () => {
      observer.disconnect()
      made.destroy()
      plot.current = null
    }
  }, [colors, dark, context.timeZone, i18n.language])

  useEffect(() => plot.current?.setData(dataOf(seconds)), [seconds])

  const rate = (place: number): string => t('chart.perSecond', { count: now[place] ?? 0 })
  const words = EXCHANGES.map((e, place) => `${t(`exchange.${e}`)} ${rate(place)}`).join(', ')
  return (
    <section className={classes['chart']} aria-label={t('chart.title')}>
      <div
        ref={element}
        role="img"
        aria-label={t('chart.label', { now: words })}
        className={classes['plot']}
      />
      <div className={classes['legend']} aria-hidden>
        <span>{t('chart.title')}</span>
        {EXCHANGES.map((exchange, place) => (
          <span key={exchange}>
            <i style={{ background: colors[EXCHANGE_COLOR[exchange]]?.[dark ? 4 : 7] }} />
            {t(`exchange.${exchange}`)} {rate(place)}
          </span>
        ))}
      </div>
    </section>
  )
}

function clockValues(locale: string, timeZone: string) {
  const format = new Intl.DateTimeFormat(locale, {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  })
  return (_plot: uPlot, splits: number[]) => splits.map((at) => format.format(at * 1000))
}
