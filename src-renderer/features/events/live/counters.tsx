import { Tooltip } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { EventCounters } from '../../../../src-preload/contract/events.ts'
import classes from '../events.module.css'
import type { EventBuffer } from './event-buffer.ts'
import { useBuffer } from './use-monitor.ts'

const ALWAYS = ['received', 'matched', 'dropped'] as const
const DEFECTS = ['lost', 'gaps', 'withheld', 'unreadable'] as const

/** What came in and what became of it. What was lost on the way to the screen is always told, also when it is nothing. */
export function Counters({ buffer }: { readonly buffer: EventBuffer }) {
  const { t, i18n } = useTranslation('events')
  const counters: EventCounters = useBuffer(buffer, (b) => b.counters)
  const shown = [...ALWAYS, ...DEFECTS.filter((name) => counters[name] > 0)]
  return (
    <section className={classes['counters']} aria-label={t('counters.label')}>
      {shown.map((name) => {
        const lost = name !== 'received' && name !== 'matched' && counters[name] > 0
        return (
          <Tooltip
            key={name}
            label={t(`counters.${name}Hint`)}
            multiline
            maw={320}
            events={{ hover: true, focus: true, touch: true }}
          >
            <span
              // biome-ignore lint/a11y/noNoninteractiveTabindex: its hint is reached by keyboard too
              tabIndex={0}
              className={lost ? classes['warn'] : undefined}
              data-counter={name}
              data-value={counters[name]}
            >
              <b>{counters[name].toLocaleString(i18n.language)}</b> {t(`counters.${name}`)}
            </span>
          </Tooltip>
        )
      })}
    </section>
  )
}
