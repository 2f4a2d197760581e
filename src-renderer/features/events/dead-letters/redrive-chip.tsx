import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { WorkChip } from '../../../components/index.ts'
import { useRedrives } from './redrives.ts'

/** How far the organization's redrive is, wherever in the console one is, and the way to it. */
export function RedriveChip() {
  const { t } = useTranslation('events')
  const navigate = useNavigate()
  const { running } = useRedrives()
  const total = running.reduce((sum, job) => sum + job.total, 0)
  const done = running.reduce((sum, job) => sum + job.done, 0)
  if (running.length === 0) return null
  const percent = Math.floor((done * 100) / Math.max(1, total))
  return (
    <WorkChip
      state="running"
      percent={percent}
      words={t('dead.chip', { percent })}
      label={t('dead.running', { done, total })}
      onOpen={() => void navigate({ to: '/events/{-$part}', params: { part: 'dead-letters' }, search: {} })}
    />
  )
}
