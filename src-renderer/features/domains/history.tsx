import { Text, Timeline } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ClaimHappening } from '../../../src-preload/contract/domains.ts'
import { Time } from '../../components/index.ts'

interface HistoryProps {
  readonly lines: readonly (ClaimHappening & { readonly organization?: string })[]
}

/** What happened to a claim, newest first. */
export function History({ lines }: HistoryProps) {
  const { t } = useTranslation('domains')
  const who = ({ organization, side, by }: HistoryProps['lines'][number]): string =>
    [organization ?? (side === 'own' ? '' : t(`side.${side}`)), by].filter((x) => x !== '').join(' · ')
  return (
    <Timeline bulletSize={12} lineWidth={2}>
      {[...lines].reverse().map((line, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a history only grows at its end
        <Timeline.Item key={lines.length - at} title={<Text size="sm">{t(`history.${line.what}`)}</Text>}>
          <Text size="xs" c="dimmed">
            <Time at={line.at} />
            {who(line) !== '' && ` · ${who(line)}`}
          </Text>
          {line.reason !== null && (
            <Text size="xs" style={{ overflowWrap: 'anywhere' }}>
              {line.reason}
            </Text>
          )}
        </Timeline.Item>
      ))}
    </Timeline>
  )
}
