import { Badge } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ApprovalState } from '../../../src-preload/contract/approvals.ts'

const COLOR = {
  waiting: 'blue',
  approved: 'teal',
  refused: 'orange',
  expired: 'gray',
  withdrawn: 'gray',
  failed: 'red',
} as const

export function StateMark({ state }: { readonly state: ApprovalState }) {
  const { t } = useTranslation('approvals')
  return <Badge color={COLOR[state]}>{t(`state.${state}`)}</Badge>
}
