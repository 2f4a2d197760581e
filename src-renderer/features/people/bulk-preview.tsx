import { Alert, ScrollArea, Text } from '@mantine/core'
import { IconAlertTriangle, IconUsers } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Member } from '../../../src-preload/contract/members.ts'
import type { BulkKind } from './bulk-change.ts'

interface BulkPreviewProps {
  readonly kind: BulkKind
  /** Whether enough is chosen to say whom it changes. */
  readonly chosen: boolean
  readonly changing: readonly Member[]
  readonly same: number
}

/** So many names are listed; the rest is a count. */
const NAMES = 50

/** The blast radius: who changes, by name, and how many stay as they are. */
export function BulkPreview({ kind, chosen, changing, same }: BulkPreviewProps) {
  const { t } = useTranslation('people')
  const dangerous = kind === 'suspend' || kind === 'setRoles' || kind === 'removeTeam'
  const title = !chosen
    ? t('bulk.choose')
    : changing.length === 0
      ? t('bulk.nothing')
      : t('bulk.changes', { count: changing.length })
  return (
    <Alert
      color={!chosen ? 'gray' : dangerous ? 'orange' : 'blue'}
      icon={dangerous ? <IconAlertTriangle /> : <IconUsers />}
      title={title}
      aria-live="polite"
    >
      {changing.length > 0 && (
        <ScrollArea.Autosize mah={110} type="auto" viewportProps={{ tabIndex: 0 }}>
          <Text size="sm">
            {changing
              .slice(0, NAMES)
              .map((m) => m.name)
              .join(', ')}
            {changing.length > NAMES && ` ${t('bulk.more', { count: changing.length - NAMES })}`}
          </Text>
        </ScrollArea.Autosize>
      )}
      {chosen && same > 0 && (
        <Text size="xs" c="dimmed" mt={4}>
          {t('bulk.same', { count: same })}
        </Text>
      )}
    </Alert>
  )
}
