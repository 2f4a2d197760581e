import { useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useJobs } from '../../../state/index.ts'
import { useCancelRedrive, useRedrives } from './redrives.ts'

const jobIdOf = (id: string): string => `redrive ${id}`

/** Shows the organization's redrives in the header, on whatever page one is and whoever began them. */
export function FollowedRedrives() {
  const { t } = useTranslation('events')
  const navigate = useNavigate()
  const put = useJobs((s) => s.put)
  const drop = useJobs((s) => s.drop)
  const { running } = useRedrives()
  const cancel = useCancelRedrive()
  // biome-ignore lint/correctness/useExhaustiveDependencies: each answer of the console is told once
  useEffect(() => {
    for (const { jobId, queue, done, total } of running)
      put({
        id: jobIdOf(jobId),
        label: t('dead.job', { queue }),
        done,
        total,
        cancel: () => cancel.mutate({ jobId }),
        open: () => void navigate({ to: '/events/{-$part}', params: { part: 'dead-letters' }, search: {} }),
      })
    const over = useJobs
      .getState()
      .jobs.filter(({ id }) => id.startsWith(jobIdOf('')) && !running.some((r) => jobIdOf(r.jobId) === id))
    for (const { id } of over) drop(id)
  }, [running])
  return null
}
