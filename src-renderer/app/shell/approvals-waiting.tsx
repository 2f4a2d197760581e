import { ActionIcon, Indicator, Tooltip } from '@mantine/core'
import { IconUserCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useApi } from '../connection.tsx'
import { useHere } from '../session.tsx'

/** A request can run out without anything being written; the count follows within a minute. */
const COUNT_EVERY_MS = 60_000

/** How many requests wait for this person here, and the way to them. */
export function ApprovalsWaiting() {
  const { t } = useTranslation('approvals')
  const { context } = useHere()
  const api = useApi()
  const count = useQuery(api.approvals.count.queryOptions({ refetchInterval: COUNT_EVERY_MS }))
  if (context.kind === 'personal') return null
  const waiting = count.data?.waiting ?? 0
  const label = waiting === 0 ? t('badge_zero') : t('badge', { count: waiting })
  return (
    <Tooltip label={label}>
      <Indicator
        label={waiting > 99 ? '99+' : waiting}
        size={16}
        offset={5}
        disabled={waiting === 0}
        color="red.8"
        styles={{ indicator: { fontSize: 10, fontWeight: 600, padding: '0 4px', color: 'white' } }}
      >
        <ActionIcon
          component={Link}
          to="/approvals"
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={label}
        >
          <IconUserCheck size={18} stroke={1.7} />
        </ActionIcon>
      </Indicator>
    </Tooltip>
  )
}
